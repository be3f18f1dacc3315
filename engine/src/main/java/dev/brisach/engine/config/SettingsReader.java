package dev.brisach.engine.config;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Stage;
import dev.brisach.kit.live.Running;
import dev.brisach.kit.login.Randoms;
import dev.brisach.kit.login.Recipe;
import dev.brisach.kit.login.RecipeReader;
import dev.brisach.kit.login.SecretRef;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code brisach.yaml}; a project without one has defaults for everything. */
public final class SettingsReader {
  /** The file's name, at the project's root. */
  public static final String FILE = "brisach.yaml";

  static final Set<String> TOP =
      Set.of(
          "schema",
          "project",
          "notShipped",
          "advisories",
          "environments",
          "scopes",
          "policy",
          "release");
  static final Set<String> PROJECT = Set.of("id", "baseBranch");
  static final Set<String> ENVIRONMENT =
      Set.of(
          "start",
          "url",
          "health",
          "openapi",
          "logSources",
          "ceiling",
          "startTimeout",
          "examineTimeout",
          "env",
          "users",
          "har",
          "identity");
  static final Set<String> IDENTITY = Set.of("path", "pointer", "file", "started");
  static final Set<String> RELEASE =
      Set.of("keys", "signers", "revoked", "builders", "bundles", "artifacts");
  static final Set<String> SCOPE = Set.of("hosts", "ports", "paths", "ceiling");
  static final Set<String> POLICY = Set.of("ageLimits");
  private static final List<String> EFFECTS =
      Arrays.stream(Effect.values()).map(Effect::word).toList();
  private static final Set<String> STAGES =
      Set.copyOf(Arrays.stream(Stage.values()).map(Stage::word).toList());
  private static final Pattern PERIOD = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final SortedMap<String, Settings.Origin> origins = new TreeMap<>();
  private final SortedMap<String, Environment> environments = new TreeMap<>();
  private final SortedMap<String, Settings.Target> targets = new TreeMap<>();
  private final List<Settings.Scope> scopes = new ArrayList<>();
  private final Map<Stage, Settings.AgeLimit> ageLimits = new EnumMap<>(Stage.class);

  private SettingsReader() {}

  /** The settings of the project at this root; a fault in the file is a usage error. */
  public static Settings read(Path root) {
    Path file = root.resolve(FILE);
    String name =
        root.toAbsolutePath().normalize().getFileName() == null
            ? "root"
            : root.toAbsolutePath().normalize().getFileName().toString();
    if (!Files.exists(file)) {
      return parse("", name);
    }
    try {
      return parse(Files.readString(file), name);
    } catch (CharacterCodingException e) {
      throw BrisachException.usage(FILE, 0, "is not UTF-8 text");
    } catch (IOException e) {
      throw new BrisachException(
          dev.brisach.core.ErrorCode.ENVIRONMENT, FILE + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The settings in this text; {@code folder} names the project where the text does not. */
  public static Settings parse(String text, String folder) {
    Yaml document;
    try {
      document = YamlReader.read(text);
    } catch (YamlFault e) {
      throw BrisachException.usage(FILE, e.line(), "is not YAML: " + e.getMessage());
    }
    if (document instanceof Yaml.Scalar scalar && scalar.isNull()) {
      document = new Yaml.Mapping(1, 1, Map.of());
    }
    return new SettingsReader().settings(Form.of(FILE, document, FILE, TOP), folder);
  }

  private Settings settings(Form top, String folder) {
    Form project = top.form("project", "project", PROJECT);
    String id = value(project, "project.", "id", folder.replace(' ', '-'));
    if (project != null && project.has("id") && !NAME.matcher(id).matches()) {
      throw project.fault("id", "holds letters, digits, '.', '_' and '-', 64 at most");
    }
    String base = value(project, "project.", "baseBranch", "");
    List<String> notShipped = top.texts("notShipped");
    origin("notShipped", String.join(", ", notShipped), top, "notShipped");
    String advisories = value(top, "", "advisories", "");
    top.named("environments", "environment", ENVIRONMENT).forEach(this::environment);
    for (Form scope : top.forms("scopes", "a scope", SCOPE)) {
      scope(scope);
    }
    Form policy = top.form("policy", "policy", POLICY);
    Form limits = policy == null ? null : policy.form("ageLimits", "ageLimits", STAGES);
    for (Stage stage : Stage.values()) {
      if (limits != null && limits.has(stage.word())) {
        ageLimits.put(stage, ageLimit(limits, stage));
      }
    }
    return new Settings(
        id,
        base.isEmpty() ? null : base,
        notShipped,
        advisories.isEmpty() ? null : advisories,
        environments,
        targets,
        scopes,
        ageLimits,
        release(top),
        origins);
  }

  private Settings.Release release(Form top) {
    Form form = top.form("release", "release", RELEASE);
    Settings.Release usual = Settings.Release.usual();
    if (form == null) {
      return usual;
    }
    for (String key : List.of("keys", "signers", "revoked", "bundles", "artifacts")) {
      for (String path : form.texts(key)) {
        if (path.isBlank() || path.startsWith("/") || Path.of(path).normalize().startsWith("..")) {
          throw form.fault(key, "names files of the project, relative to its root");
        }
      }
    }
    String signers = value(form, "release.", "signers", "");
    String revoked = value(form, "release.", "revoked", "");
    for (String key : List.of("keys", "builders", "bundles", "artifacts")) {
      origin("release." + key, String.join(", ", form.texts(key)), form, key);
    }
    return new Settings.Release(
        form.texts("keys"),
        signers.isEmpty() ? null : signers,
        revoked.isEmpty() ? null : revoked,
        form.texts("builders"),
        form.has("bundles") ? form.texts("bundles") : usual.bundles(),
        form.texts("artifacts"));
  }

  private String value(@Nullable Form form, String prefix, String key, String otherwise) {
    String text = form == null ? null : form.text(key);
    if (text == null || form == null) {
      origins.put(prefix + key, new Settings.Origin(otherwise, "default"));
      return otherwise;
    }
    origins.put(prefix + key, new Settings.Origin(text, FILE + ":" + form.line(key)));
    return text;
  }

  private void origin(String name, String shown, Form form, String key) {
    String place = form.has(key) ? FILE + ":" + form.line(key) : "default";
    origins.put(name, new Settings.Origin(shown, place));
  }

  private void environment(String name, Form form) {
    if (name.equals(Environment.SOURCE.name()) || !NAME.matcher(name).matches()) {
      throw form.fault("url", "belongs to '" + name + "', which is no name for an environment");
    }
    String prefix = "environments." + name + ".";
    List<String> start = form.texts("start");
    if (start.size() == 1 && start.getFirst().contains(" ")) {
      start = List.of(start.getFirst().trim().split(" +"));
    }
    origin(prefix + "start", String.join(" ", start), form, "start");
    String url = value(form, prefix, "url", "");
    if (start.isEmpty() && url.isEmpty()) {
      throw form.fault("url", "or 'start' is needed");
    }
    if (!url.isEmpty() && !url.startsWith("http://") && !url.startsWith("https://")) {
      throw form.fault("url", "begins with http:// or https://");
    }
    String openapi = value(form, prefix, "openapi", "");
    String effect = form.oneOf("ceiling", EFFECTS);
    Effect ceiling = effect == null ? Effect.ATTACK : Effect.of(effect);
    if (start.isEmpty() && effect == null) {
      ceiling = Effect.TRAFFIC;
    }
    origin(prefix + "ceiling", ceiling.word(), form, "ceiling");
    environments.put(
        name,
        new Environment(
            name,
            url.isEmpty() ? null : url,
            start,
            openapi.isEmpty() ? null : openapi,
            form.texts("logSources"),
            ceiling));
    String har = value(form, prefix, "har", "");
    Duration timeout = period(form, "startTimeout", Settings.Target.usual().startTimeout());
    origin(prefix + "startTimeout", timeout.toSeconds() + "s", form, "startTimeout");
    Duration examining = period(form, "examineTimeout", Settings.Target.usual().examineTimeout());
    origin(prefix + "examineTimeout", examining.toSeconds() + "s", form, "examineTimeout");
    targets.put(
        name,
        new Settings.Target(
            value(form, prefix, "health", "/"),
            timeout,
            examining,
            form.textsByName("env"),
            users(prefix, form),
            har.isEmpty() ? null : har,
            identity(prefix, form)));
  }

  /** Where the environment tells which artifact runs there. */
  private @Nullable Running identity(String prefix, Form form) {
    Form identity = form.form("identity", "identity", IDENTITY);
    if (identity == null) {
      return null;
    }
    long ways = Stream.of("path", "file", "started").filter(identity::has).count();
    if (ways != 1 || (identity.has("pointer") && !identity.has("path"))) {
      throw form.fault(
          "identity", "has one of 'path' (with a 'pointer' into JSON), 'file' and 'started'");
    }
    String key = identity.has("path") ? "path" : identity.has("file") ? "file" : "started";
    String place = value(identity, prefix + "identity.", key, "");
    String pointer = value(identity, prefix + "identity.", "pointer", "");
    if (key.equals("path") && !place.startsWith("/")) {
      throw identity.fault("path", "begins with /");
    }
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw identity.fault("pointer", "begins with /, such as /build/digest");
    }
    return switch (key) {
      case "path" -> new Running.Answered(place, pointer);
      case "file" -> new Running.Written(place);
      default -> new Running.Started(place);
    };
  }

  private SortedMap<String, Recipe> users(String prefix, Form form) {
    Set<String> randoms =
        form.has("start") ? Randoms.names(form.textsByName("env").values()) : Set.of();
    SortedMap<String, Recipe> users = new TreeMap<>();
    form.named("users", "user", RecipeReader.KEYS)
        .forEach((name, user) -> {
          if (!NAME.matcher(name).matches()) {
            throw form.fault("users", "has '" + name + "', which is no name for a user");
          }
          Recipe recipe = RecipeReader.read(user);
          String way = RecipeReader.WAYS.stream().filter(user::has).findFirst().orElse("");
          for (SecretRef reference : recipe.references()) {
            if (reference instanceof SecretRef.Random(String random) && !randoms.contains(random)) {
              throw user.fault(
                  way,
                  "refers to 'random: "
                      + random
                      + "', which no value of the environment's 'env' gives its service: write"
                      + " ${random "
                      + random
                      + "} in one");
            }
          }
          users.put(name, recipe);
          String roles = String.join(", ", recipe.roles());
          origin(prefix + "users." + name, roles.isEmpty() ? way : way + ": " + roles, user, way);
        });
    return users;
  }

  private void scope(Form form) {
    List<String> hosts = form.texts("hosts");
    if (hosts.isEmpty()) {
      throw form.fault("hosts", "is needed: the host names or addresses that may be examined");
    }
    List<Integer> ports = new ArrayList<>();
    for (String port : form.texts("ports")) {
      try {
        ports.add(Integer.parseInt(port));
      } catch (NumberFormatException e) {
        throw form.fault("ports", "is a list of whole numbers");
      }
    }
    String effect = form.oneOf("ceiling", EFFECTS);
    scopes.add(
        new Settings.Scope(
            hosts,
            ports,
            form.texts("paths"),
            effect == null ? Effect.TRAFFIC : Effect.of(effect)));
    origin("scopes[" + (scopes.size() - 1) + "].hosts", String.join(", ", hosts), form, "hosts");
  }

  private Settings.AgeLimit ageLimit(Form limits, Stage stage) {
    String key = stage.word();
    origin("policy.ageLimits." + key, String.valueOf(limits.text(key)), limits, key);
    if ("none".equals(limits.text(key))) {
      return new Settings.AgeLimit(null);
    }
    return new Settings.AgeLimit(period(limits, key, Duration.ZERO));
  }

  private static Duration period(Form form, String key, Duration otherwise) {
    String text = form.text(key);
    if (text == null) {
      return otherwise;
    }
    Matcher matcher = PERIOD.matcher(text);
    if (!matcher.matches()) {
      throw form.fault(key, "is a time such as 30s, 5m, 24h, 30d (or none for an age limit)");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
