package dev.brisach.plan.model;

import dev.brisach.plan.model.Trait.Form;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The vocabulary: every trait that the model file and the rules know, with its question. */
public final class Traits {
  /** Kinds of component. */
  public static final List<String> KINDS =
      List.of(
          "web-app",
          "api",
          "service",
          "worker",
          "function",
          "gateway",
          "datastore",
          "cache",
          "queue",
          "file-storage",
          "identity-provider",
          "secret-store",
          "monitoring",
          "infrastructure",
          "pipeline",
          "registry",
          "library",
          "tool",
          "client",
          "external");

  /** Groups of technology; rules match these and never a product. */
  public static final List<String> TECHNOLOGY =
      List.of(
          "sql",
          "nosql",
          "ldap",
          "html",
          "templates",
          "xml",
          "native-serialisation",
          "shell",
          "file-paths",
          "file-upload",
          "outgoing-http",
          "user-supplied-urls",
          "webhooks",
          "websocket",
          "graphql",
          "message-queue",
          "passwords",
          "tokens",
          "cookies",
          "cryptography",
          "random-values",
          "third-party-packages",
          "native-code",
          "language-model",
          "kubernetes",
          "terraform");

  /** Methods by which a caller is known. */
  public static final List<String> AUTHENTICATION =
      List.of(
          "none",
          "password",
          "session",
          "token",
          "api-key",
          "basic",
          "mutual-tls",
          "single-sign-on",
          "signature");

  /** How secret data is, in rising order. */
  public static final List<String> SENSITIVITY =
      List.of("public", "internal", "confidential", "strictly-confidential");

  /** Traits of components. */
  public static final Map<String, Trait> COMPONENT =
      byKey(
          word("kind", KINDS, "What kind of component is {name}?"),
          flag("internetFacing", "Can {name} be reached from the internet?"),
          words("authentication", AUTHENTICATION, "How does {name} know who calls it?"),
          flag("secondFactor", "Do people who sign in at {name} need a second factor?"),
          word(
              "authorisation",
              List.of("none", "role", "object"),
              "Does {name} decide by role or by object what a caller may do?"),
          flag("multiTenant", "Does {name} hold data of several tenants?"),
          words("technology", TECHNOLOGY, "Which technology does {name} use?"),
          data("stores", "Which data does {name} store?"),
          data("processes", "Which data does {name} process?"),
          flag("encryptedAtRest", "Is what {name} stores encrypted at rest?"),
          word(
              "logging",
              List.of("none", "local", "central"),
              "Does {name} log security events, and are they shipped elsewhere?"),
          flag("rateLimited", "Does {name} limit how often a caller may try?"),
          flag("csrfProtected", "Does {name} refuse requests forged from another site?"),
          word(
              "passwordHashing",
              List.of("weak", "strong"),
              "Does {name} hash passwords with a slow, salted function?"),
          flag("container", "Does {name} run in a container?"),
          flag("runsAsRoot", "Does {name} run as root?"),
          flag("resourceLimits", "Has {name} limits of memory and processor time?"),
          flag("pinned", "Does {name} use foreign actions, images and scripts by fixed digest?"),
          flag("leastPrivilege", "Do the tokens of {name} have only the rights they need?"),
          flag("signed", "Are the artifacts of {name} signed and verified before use?"));

  /** Traits of flows. */
  public static final Map<String, Trait> FLOW =
      byKey(
          word("protocol", List.of(), "Which protocol does {name} use?"),
          flag("encrypted", "Is {name} encrypted on the way?"),
          new Trait(
              "authenticated",
              Form.METHOD,
              AUTHENTICATION,
              "Does the called side of {name} know who calls?"),
          flag("authorised", "Does the called side of {name} check what the caller may do?"),
          data("data", "Which data does {name} carry?"),
          flag("crossesBoundary", "Does {name} cross a trust boundary?"),
          flag("validatesCertificate", "Does the caller of {name} check the certificate?"),
          flag("timeout", "Does the caller of {name} give up after a time?"),
          flag("userSuppliedTarget", "Can a user choose the address that {name} calls?"),
          flag("verifiesSender", "Does the receiver of {name} check a signature of the sender?"));

  /** Traits of data. */
  public static final Map<String, Trait> DATA =
      byKey(
          word("sensitivity", SENSITIVITY, "How secret is {name}?"),
          word(
              "integrity",
              List.of("low", "operational", "important", "critical"),
              "How bad would a forged {name} be?"),
          flag("personal", "Does {name} hold personal data?"),
          flag("credentials", "Does {name} hold passwords, keys or tokens?"));

  private Traits() {}

  private static Map<String, Trait> byKey(Trait... traits) {
    return java.util.Collections.unmodifiableMap(
        List.of(traits).stream()
            .collect(
                Collectors.toMap(
                    Trait::key, Function.identity(), (a, b) -> a, java.util.TreeMap::new)));
  }

  private static Trait flag(String key, String question) {
    return new Trait(key, Form.FLAG, List.of("true", "false"), question);
  }

  private static Trait word(String key, List<String> words, String question) {
    return new Trait(key, Form.WORD, words, question);
  }

  private static Trait words(String key, List<String> words, String question) {
    return new Trait(key, Form.WORDS, words, question);
  }

  private static Trait data(String key, String question) {
    return new Trait(key, Form.DATA, List.of(), question);
  }
}
