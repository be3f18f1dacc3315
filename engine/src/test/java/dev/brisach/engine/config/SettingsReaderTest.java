package dev.brisach.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Effect;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Stage;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.live.Running;
import dev.brisach.kit.login.RecipeReader;
import dev.brisach.kit.login.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  private static final String FULL =
      """
      project:
        id: web-shop
      notShipped: [examples/, "docs/**"]
      advisories: advisories
      environments:
        box:
          start: java -jar target/shop.jar
          url: http://127.0.0.1:8080
          openapi: openapi.yaml
          startTimeout: 20s
        staging:
          url: https://staging.example
          logSources: [access]
      scopes:
        - hosts: [staging.example]
          ports: [443]
          ceiling: traffic
      policy:
        ageLimits: {package: none, test: 7d}
      """;

  @Test
  void aFullFileIsReadWithTheOriginOfEachValue() {
    Settings settings = SettingsReader.parse(FULL, "folder");

    assertThat(settings.projectId()).isEqualTo("web-shop");
    assertThat(settings.notShipped()).containsExactly("examples/", "docs/**");
    assertThat(settings.environments().get("box").start())
        .containsExactly("java", "-jar", "target/shop.jar");
    assertThat(settings.environments().get("box").isBox()).isTrue();
    assertThat(settings.environments().get("staging").ceiling()).isEqualTo(Effect.TRAFFIC);
    assertThat(settings.targets().get("box").startTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.scopes().getFirst().ports()).isEqualTo(List.of(443));
    assertThat(settings.ageLimits().get(Stage.PACKAGE).limit()).isNull();
    assertThat(settings.ageLimits().get(Stage.TEST).limit()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.origins().get("project.id").place()).isEqualTo("brisach.yaml:2");
    assertThat(settings.origins().get("project.baseBranch").place()).isEqualTo("default");
  }

  @Test
  void whereTheDigestIsToldAndWhoseSignaturesCountIsRead() {
    Settings settings =
        SettingsReader.parse(
            """
            environments:
              box: {start: serve, identity: {started: app.jar}}
              staging: {url: "http://127.0.0.1:1", identity: {path: /health, pointer: /digest}}
              prod: {url: "http://127.0.0.1:2", identity: {file: deploy/pod.yaml}}
            release: {keys: [a.pub, b.pub], builders: https://ci.example/1, artifacts: [app.jar]}
            """,
            "folder");

    assertThat(settings.targets().get("box").identity()).isEqualTo(new Running.Started("app.jar"));
    assertThat(settings.targets().get("staging").identity())
        .isEqualTo(new Running.Answered("/health", "/digest"));
    assertThat(settings.targets().get("prod").identity())
        .isEqualTo(new Running.Written("deploy/pod.yaml"));
    assertThat(settings.release().keys()).containsExactly("a.pub", "b.pub");
    assertThat(settings.release().bundles()).containsExactly("security/releases");
    assertThat(settings.release().trustsAnybody()).isTrue();
    assertThat(SettingsReader.parse("{}", "folder").release().trustsAnybody()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{path: /a, file: b}         | has one of 'path'",
        "{pointer: /a}               | has one of 'path'",
        "{path: health}              | begins with /",
        "{path: /health, pointer: a} | begins with /, such as",
        "{paht: /health}             | 'path'"
      })
  void aPlaceOfTheDigestThatIsNoneIsNamed(String identity, String message) {
    String text = "environments:\n  box: {start: serve, identity: " + identity + "}\n";

    assertThatThrownBy(() -> SettingsReader.parse(text, "folder"))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("brisach.yaml:2")
        .hasMessageContaining(message);
  }

  @Test
  void usersAreReadWithTheOriginOfEach() {
    Settings settings =
        SettingsReader.parse(
            """
            environments:
              box:
                start: serve
                env: {SEED: "anna=${random ANNA}"}
                har: seen.har
                users:
                  anna:
                    roles: [customer]
                    json: {path: /login, secrets: {password: {random: ANNA}}, token: /token}
                    probe: {path: /me, shows: anna}
                    logout: /logout
            """,
            "x");
    Settings.Target box = settings.targets().get("box");

    assertThat(box.users().get("anna").roles()).containsExactly("customer");
    assertThat(box.users().get("anna").references()).containsExactly(new SecretRef.Random("ANNA"));
    assertThat(box.har()).isEqualTo("seen.har");
    assertThat(settings.origins().get("environments.box.users.anna"))
        .isEqualTo(new Settings.Origin("json: customer", "brisach.yaml:9"));
  }

  @Test
  void anEmptyFileHasDefaultsForEverything() {
    Settings settings = SettingsReader.parse("# nothing yet\n", "my folder");

    assertThat(settings.projectId()).isEqualTo("my-folder");
    assertThat(settings.environments()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "projekt: {id: a}|brisach.yaml:1: unknown key 'projekt' in brisach.yaml, did you mean"
            + " 'project'?",
        "project: [a]|brisach.yaml:1: project is a mapping of keys and values",
        "project: {id: a b}|brisach.yaml:1: 'id' of project holds letters",
        "a: [|brisach.yaml:2: is not YAML",
        "environments: {x: {url: ftp://a}}|'url' of environment 'x' begins with http",
        "environments: {x: {health: /}}|'url' of environment 'x' or 'start' is needed",
        "environments: {x: {url: http://a, ceiling: atack}}|did you mean 'attack'?",
        "policy: {ageLimits: {package: soon}}|is a time such as 30s",
        "scopes: [{ports: [1]}]|'hosts' of a scope is needed",
        "environments: {x: {url: http://a, users: {a b: {bearer: {env: A}}}}}|no name for a user",
        "environments: {x: {url: http://a, users: {a: {roles: [b]}}}}|needs exactly one way to log in",
        "environments: {x: {url: http://a, users: {a: {bearer: abcdef}}}}|'bearer' of user 'a' is a"
            + " secret, which is never written here; refer to it: {env: NAME}",
        "environments: {x: {url: http://a, users: {a: {bearer: {env: A, file: b}}}}}|has exactly one",
        "environments: {x: {url: http://a, users: {a: {bearer: {env: A}, basic: {}}}}}|exactly one way",
        "environments: {x: {url: http://a, users: {a: {json: {path: /l, fields: {password: x}}}}}}|"
            + "holds 'password', which belongs under 'secrets'",
        "environments: {x: {url: http://a, users: {a: {json: {path: l}}}}}|is a path of the service",
        "environments: {x: {url: http://a, users: {a: {form: {fields: {a: b}}}}}}|or 'page' is needed",
        "environments: {x: {url: http://a, users: {a: {json: {path: /l, secrets: {p: {random: P}}}}}}}|"
            + "write ${random P} in one",
        "environments: {x: {url: http://a, users: {a: {bearer: {random: a b}}}}}|is a name of letters",
        "environments: {x: {url: http://a, users: {a: {bearer: {env: A}, logout: out}}}}|is a path",
        "environments: {x: {url: http://a, users: {a: {apiKey: {in: body, name: a, key: {env: A}}}}}}|"
            + "is one of header, query, cookie",
        "environments: {x: {url: http://a, users: {a: {json: {path: /l, totp: {field: c, secret: {env:"
            + " A}, digits: 4}}}}}}|'digits' of totp is a whole number from 6 to 8",
      })
  void aFaultNamesFileLineAndWhatWouldBeRight(String text, String message) {
    assertThatThrownBy(() -> SettingsReader.parse(text + "\n", "x"))
        .isInstanceOfSatisfying(
            BrisachException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(message);
  }

  @Test
  void whatGoesOutIsNamedWithinTheProject() {
    Settings.Release release =
        SettingsReader.parse(
                "release: {keys: [security/release.pub], artifacts: target/app.jar}\n", "x")
            .release();

    assertThat(release.keys()).containsExactly("security/release.pub");
    assertThat(release.artifacts()).containsExactly("target/app.jar");
    assertThat(SettingsReader.parse("", "x").release()).isEqualTo(Settings.Release.usual());
    assertThatThrownBy(() -> SettingsReader.parse("release: {keys: [/etc/key]}\n", "x"))
        .hasMessageContaining("relative to its root");
    assertThatThrownBy(() -> SettingsReader.parse("release: {keys: [a/../../key]}\n", "x"))
        .hasMessageContaining("relative to its root");
  }

  @Test
  void thePublishedSchemaKnowsTheSameKeys() throws IOException {
    Path file =
        Path.of(System.getProperty("brisach.root", "..")).resolve("docs/schemas/brisach-1.json");
    Json.Obj schema = JsonReader.readObject(Files.readAllBytes(file));
    Json.Obj top = schema.object("properties");

    assertThat(top.members().keySet()).isEqualTo(SettingsReader.TOP);
    assertThat(keys(top.object("project"))).isEqualTo(SettingsReader.PROJECT);
    assertThat(keys(top.object("environments").object("additionalProperties")))
        .isEqualTo(SettingsReader.ENVIRONMENT);
    assertThat(keys(top.object("scopes").object("items"))).isEqualTo(SettingsReader.SCOPE);
    assertThat(keys(schema.object("$defs").object("user"))).isEqualTo(RecipeReader.KEYS);
    assertThat(keys(top.object("policy"))).isEqualTo(SettingsReader.POLICY);
    assertThat(keys(top.object("release"))).isEqualTo(SettingsReader.RELEASE);
  }

  private static Set<String> keys(Json.Obj type) {
    return type.object("properties").members().keySet();
  }
}
