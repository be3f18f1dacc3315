package dev.brisach.kit.login;

import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.Yaml;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a user of {@code brisach.yaml}; a fault is a usage error with its line. */
public final class RecipeReader {
  /** The ways to log in, one of which a user has. */
  public static final List<String> WAYS =
      List.of("form", "json", "bearer", "basic", "apiKey", "cookie", "clientCredentials");

  /** Keys of a user. */
  public static final Set<String> KEYS =
      Set.of(
          "roles",
          "probe",
          "logout",
          "form",
          "json",
          "bearer",
          "basic",
          "apiKey",
          "cookie",
          "clientCredentials");

  static final Set<String> REFERENCE = Set.of("env", "file", "random");
  static final Set<String> PASSWORD = Set.of("path", "page", "fields", "secrets", "token", "totp");
  static final Set<String> TOTP =
      Set.of("field", "secret", "digits", "period", "algorithm", "path", "page");
  static final Set<String> CLIENT = Set.of("token", "id", "secret", "scopes", "send");
  private static final List<String> SECRET_WORDS =
      List.of("password", "passwd", "passphrase", "pwd", "secret");

  private RecipeReader() {}

  /** The recipe of a user. */
  public static Recipe read(Form user) {
    List<String> ways = WAYS.stream().filter(user::has).toList();
    if (ways.size() != 1) {
      throw user.fault(
          ways.isEmpty() ? "roles" : ways.get(1),
          "needs exactly one way to log in beside it: " + String.join(", ", WAYS));
    }
    Form probe = user.form("probe", "probe", Set.of("path", "shows"));
    return new Recipe(
        user.texts("roles"),
        way(user, ways.getFirst()),
        probe == null ? null : new Recipe.Probe(needPath(probe, "path"), probe.text("shows")),
        path(user, "logout"));
  }

  private static Recipe.Way way(Form user, String way) {
    return switch (way) {
      case "form", "json" -> password(need(user, way, PASSWORD), way.equals("json"));
      case "bearer" -> new Recipe.Bearer(reference(user, way));
      case "basic" -> {
        Form form = need(user, way, Set.of("user", "password"));
        yield new Recipe.Basic(form.need("user"), reference(form, "password"));
      }
      case "apiKey" -> {
        Form form = need(user, way, Set.of("in", "name", "key"));
        String in = form.oneOf("in", List.of("header", "query", "cookie"));
        yield new Recipe.ApiKey(
            in == null ? Recipe.Place.HEADER : Recipe.Place.valueOf(in.toUpperCase(Locale.ROOT)),
            token(form, "name"),
            reference(form, "key"));
      }
      case "cookie" -> {
        Form form = need(user, way, Set.of("name", "value"));
        yield new Recipe.SessionCookie(token(form, "name"), reference(form, "value"));
      }
      default -> {
        Form form = need(user, way, CLIENT);
        String token = form.need("token");
        if (!token.startsWith("/")
            && !token.startsWith("https://")
            && !token.startsWith("http://")) {
          throw form.fault("token", "is a path of the service or a whole URL");
        }
        yield new Recipe.ClientCredentials(
            token,
            form.need("id"),
            reference(form, "secret"),
            form.texts("scopes"),
            "body".equals(form.oneOf("send", List.of("header", "body"))));
      }
    };
  }

  private static Form need(Form user, String way, Set<String> keys) {
    Form form = user.form(way, way, keys);
    if (form == null) {
      throw user.fault(
          way, "is a mapping of " + String.join(", ", keys.stream().sorted().toList()));
    }
    return form;
  }

  private static Recipe.Password password(Form form, boolean json) {
    String path = json ? needPath(form, "path") : path(form, "path");
    String page = path(form, "page");
    if (path == null && page == null) {
      throw form.fault("path", "or 'page' is needed: where user and password are sent");
    }
    SortedMap<String, String> fields = form.textsByName("fields");
    for (String name : fields.keySet()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (SECRET_WORDS.stream().anyMatch(lower::contains)) {
        throw form.fault(
            "fields",
            "holds '" + name + "', which belongs under 'secrets', as a reference: " + RIGHT);
      }
    }
    SortedMap<String, SecretRef> secrets = new TreeMap<>();
    if (form.node("secrets") instanceof Yaml.Mapping mapping) {
      Form each = form.form("secrets", "secrets", mapping.entries().keySet());
      if (each != null) {
        mapping.entries().keySet().forEach(name -> secrets.put(name, reference(each, name)));
      }
    } else if (form.has("secrets")) {
      throw form.fault("secrets", "is a mapping of field names to references: " + RIGHT);
    }
    String token = form.text("token");
    if (token != null && !token.startsWith("/")) {
      throw form.fault("token", "is a JSON Pointer into the answer, such as /token");
    }
    Form totp = form.form("totp", "totp", TOTP);
    return new Recipe.Password(
        path, json, fields, secrets, token, page, totp == null ? null : code(totp));
  }

  private static Recipe.Code code(Form totp) {
    String algorithm = totp.oneOf("algorithm", List.of("SHA1", "SHA256", "SHA512"));
    return new Recipe.Code(
        totp.need("field"),
        reference(totp, "secret"),
        new Totp.Kind(
            totp.number("digits", 6, 6, 8),
            totp.number("period", 30, 10, 300),
            algorithm == null ? "SHA1" : algorithm),
        path(totp, "path"),
        path(totp, "page"));
  }

  private static final String RIGHT = "{env: NAME}, {file: path} or {random: NAME}";

  /** A reference to a secret; the secret itself is a fault, and is not repeated in it. */
  static SecretRef reference(Form owner, String key) {
    if (owner.node(key) == null) {
      throw owner.fault(key, "is needed, as a reference: " + RIGHT);
    }
    if (!(owner.node(key) instanceof Yaml.Mapping)) {
      throw owner.fault(key, "is a secret, which is never written here; refer to it: " + RIGHT);
    }
    Form form = owner.form(key, key, REFERENCE);
    List<String> kinds =
        form == null ? List.of() : REFERENCE.stream().filter(form::has).sorted().toList();
    if (form == null || kinds.size() != 1) {
      throw owner.fault(key, "has exactly one of these: " + RIGHT);
    }
    String value = form.need(kinds.getFirst());
    return switch (kinds.getFirst()) {
      case "env" -> new SecretRef.Variable(value);
      case "file" -> new SecretRef.InFile(value);
      default -> {
        if (!Randoms.isName(value)) {
          throw form.fault("random", "is a name of letters, digits and '_'");
        }
        yield new SecretRef.Random(value);
      }
    };
  }

  private static String token(Form form, String key) {
    String text = form.need(key);
    boolean fits =
        !text.isEmpty()
            && text.chars()
                .allMatch(c -> c > ' ' && c < 127 && ":;=,\"()<>@[]{}/?\\".indexOf(c) < 0);
    if (!fits) {
      throw form.fault(key, "is a name of letters, digits, '-', '_' and '.'");
    }
    return text;
  }

  private static String needPath(Form form, String key) {
    form.need(key);
    String path = path(form, key);
    return path == null ? "/" : path;
  }

  private static @Nullable String path(Form form, String key) {
    String path = form.text(key);
    if (path != null && (!path.startsWith("/") || path.startsWith("//"))) {
      throw form.fault(key, "is a path of the service, beginning with /");
    }
    return path;
  }
}
