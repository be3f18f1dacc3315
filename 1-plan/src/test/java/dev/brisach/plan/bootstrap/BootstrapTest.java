package dev.brisach.plan.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.tree.SourceTree;
import dev.brisach.plan.model.Component;
import dev.brisach.plan.model.Fact;
import dev.brisach.plan.model.Flow;
import dev.brisach.plan.model.ThreatModel;
import dev.brisach.plan.model.ThreatModelReader;
import dev.brisach.plan.model.ThreatModelWriter;
import dev.brisach.testkit.Trees;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BootstrapTest {
  @TempDir Path root;

  @Test
  void aMavenLibraryBelongsToTheProgramsThatDependOnIt() {
    write(
        "pom.xml",
        "<project><artifactId>all</artifactId><modules><module>a</module></modules></project>");
    write("common/pom.xml", pom("common", "", "guava"));
    write("common/src/main/java/C.java", "class C {}");
    write(
        "orders/pom.xml",
        pom("orders", "spring-boot-maven-plugin", "common", "spring-boot-starter-web"));
    write("orders/src/main/java/A.java", "class A {}");
    write("mailer/pom.xml", pom("mailer", "", "common"));
    write(
        "mailer/src/main/java/MailerMain.java",
        "class M { public static void main(String[] a) {} }");
    write("sdk/pom.xml", pom("sdk", "", "jackson-core"));
    write("sdk/src/main/java/S.java", "class S {}");

    ThreatModel model = draft();

    assertThat(names(model)).containsExactly("mailer", "orders", "sdk");
    assertThat(code(model, "orders")).containsExactly("common", "orders", "pom.xml");
    assertThat(code(model, "mailer")).containsExactly("common", "mailer", "pom.xml");
    assertThat(code(model, "sdk")).containsExactly("pom.xml", "sdk");
    assertThat(kind(model, "orders")).isEqualTo("service");
    assertThat(kind(model, "sdk")).isEqualTo("library");
  }

  private static String pom(String name, String plugin, String... dependencies) {
    StringBuilder text =
        new StringBuilder("<project><parent><artifactId>all</artifactId></parent>");
    text.append("<artifactId>").append(name).append("</artifactId><dependencies>");
    for (String dependency : dependencies) {
      text.append("<dependency><artifactId>")
          .append(dependency)
          .append("</artifactId></dependency>");
    }
    text.append("</dependencies>");
    if (!plugin.isEmpty()) {
      text.append("<build><plugins><plugin><artifactId>").append(plugin);
      text.append("</artifactId></plugin></plugins></build>");
    }
    return text.append("</project>").toString();
  }

  @Test
  void theOnlyProgramOwnsTheWholeTree() {
    write("pom.xml", pom("app", "spring-boot-maven-plugin", "spring-boot-starter-web"));
    write("src/main/java/A.java", "class A {}");
    write("README.md", "# App");

    ThreatModel model = draft();

    assertThat(code(model, "app")).containsExactly(".");
  }

  @Test
  void gradleProjectsAreToldApartByTheirPlugins() {
    write("settings.gradle", "include 'web', 'lib:core'");
    write(
        "web/build.gradle",
        """
        plugins { id 'org.springframework.boot' version '3.3.0' }
        dependencies { implementation project(':lib:core') }
        """);
    write("web/src/main/java/A.java", "class A {}");
    write("lib/core/build.gradle.kts", "plugins { `java-library` }\n");
    write("lib/core/src/main/java/B.java", "class B {}");

    ThreatModel model = draft();

    assertThat(names(model)).containsExactly("web");
    assertThat(code(model, "web")).containsExactly(".");
  }

  @Test
  void npmWorkspacesShareTheLockFileOfTheirRoot() {
    write(
        "package.json", "{\"name\": \"all\", \"private\": true, \"workspaces\": [\"packages/*\"]}");
    write("package-lock.json", "{}");
    write(
        "packages/api/package.json",
        "{\"name\": \"@x/api\", \"scripts\": {\"start\": \"node .\"},\n"
            + "\"dependencies\": {\n\"express\": \"4\",\n\"@x/util\": \"*\"}}");
    write("packages/api/index.js", "1");
    write(
        "packages/site/package.json",
        "{\"name\": \"site\", \"scripts\": {\"start\": \"vite\"},\n"
            + "\"dependencies\": {\n\"react-dom\": \"19\",\n\"react-scripts\": \"5\"}}");
    write(
        "packages/util/package.json",
        "{\"name\": \"@x/util\", \"version\": \"1.0.0\", \"main\": \"a.js\"}");

    ThreatModel model = draft();

    assertThat(names(model)).containsExactly("api", "site");
    assertThat(code(model, "api"))
        .containsExactly("package-lock.json", "package.json", "packages/api", "packages/util");
    assertThat(kind(model, "api")).isEqualTo("service");
    assertThat(kind(model, "site")).isEqualTo("web-app");
    Fact technology = technology(model, "api");
    assertThat(technology.words()).containsExactly("third-party-packages");
    assertThat(technology.place()).hasToString("packages/api/package.json:3");
  }

  @Test
  void eachGoProgramOwnsItsFolderAndTheSharedPackages() {
    write("go.mod", "module example.org/acme/tool/v2\n\nrequire github.com/lib/pq v1.10.0\n");
    write(
        "cmd/server/main.go",
        "package main\nfunc main() { http.ListenAndServe(\":8080\", nil) }\n");
    write("cmd/ctl/main.go", "package main\nfunc main() {}\n");
    write("internal/store/store.go", "package store\n");

    ThreatModel model = draft();

    assertThat(names(model)).containsExactly("ctl", "server");
    assertThat(code(model, "server")).containsExactly("cmd/server", "go.mod", "internal");
    assertThat(kind(model, "server")).isEqualTo("service");
    assertThat(kind(model, "ctl")).isEqualTo("tool");
  }

  @Test
  void cargoWorkspacesAreReadByPackage() {
    write("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n");
    write("Cargo.lock", "");
    write(
        "crates/cli/Cargo.toml",
        "[package]\nname = \"mycli\"\n[dependencies]\nclap = \"4\"\ncore-lib.workspace = true\n");
    write("crates/cli/src/main.rs", "fn main() {}");
    write("crates/core/Cargo.toml", "[package]\nname = \"core-lib\"\n");
    write("crates/core/src/lib.rs", "");
    write("crates/extra/Cargo.toml", "[package]\nname = \"extra\"\n");
    write("crates/extra/src/lib.rs", "");

    ThreatModel model = draft();

    assertThat(names(model)).containsExactly("extra", "mycli");
    assertThat(code(model, "mycli"))
        .containsExactly("Cargo.lock", "Cargo.toml", "crates/cli", "crates/core");
    assertThat(kind(model, "mycli")).isEqualTo("tool");
    assertThat(kind(model, "extra")).isEqualTo("library");
  }

  @Test
  void aDjangoProjectIsAWebApp() {
    write("backend/manage.py", "import django\n");
    write("backend/requirements.txt", "# pinned\nDjango==5.0\npsycopg2-binary>=2\n");
    write("backend/shop/views.py", "pass\n");
    write("infra/main.tf", "provider \"aws\" {}\n");
    write("infra/modules/vpc/main.tf", "");

    ThreatModel model = draft();

    assertThat(names(model)).containsExactly("backend", "infra");
    assertThat(kind(model, "backend")).isEqualTo("web-app");
    assertThat(kind(model, "infra")).isEqualTo("infrastructure");
    assertThat(code(model, "infra")).containsExactly("infra");
    Fact technology = technology(model, "backend");
    assertThat(technology.words()).contains("html", "sql", "cookies");
  }

  @Test
  void composeNamesStoresExposureAndFlows() {
    webWithStores();

    ThreatModel model = draft();

    assertThat(names(model)).contains("cache", "db", "web");
    assertThat(kind(model, "db")).isEqualTo("datastore");
    assertThat(kind(model, "cache")).isEqualTo("cache");
    assertThat(component(model, "db").bound().images()).containsExactly("postgres*");
    assertThat(component(model, "web").fact("internetFacing"))
        .isNotNull()
        .satisfies(fact -> assertThat(fact.place()).hasToString("docker-compose.yml:4"));
    assertThat(component(model, "cache").fact("internetFacing")).isNull();
    assertThat(component(model, "web").fact("runsAsRoot")).isNotNull().matches(f -> !f.isTrue());
    assertThat(model.flows()).extracting(Flow::name).containsExactly("web->cache", "web->db");
    assertThat(protocol(model.flows().get(0))).isEqualTo("redis");
    assertThat(protocol(model.flows().get(1))).isEqualTo("postgres");
  }

  private static Fact technology(ThreatModel model, String name) {
    return Objects.requireNonNull(component(model, name).fact("technology"));
  }

  private static @Nullable String protocol(Flow flow) {
    Fact fact = flow.fact("protocol");
    return fact == null ? null : fact.words().getFirst();
  }

  @Test
  void kubernetesSaysWhatTheWorldCanReach() {
    write(
        "services/front/package.json",
        "{\"name\": \"front\", \"scripts\": {\"start\": \"x\"}, \"dependencies\": {\"express\": \"4\"}}");
    write(
        "services/back/package.json",
        "{\"name\": \"back\", \"scripts\": {\"start\": \"x\"}, \"dependencies\": {\"express\": \"4\"}}");
    write(
        "k8s/front.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: front}
        spec:
          template:
            metadata: {labels: {app: front}}
            spec:
              containers:
                - image: acme/front:1
                  env: [{name: BACK, value: "back:8080"}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: front-external}
        spec: {type: LoadBalancer, selector: {app: front}}
        """);
    write(
        "k8s/back.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: back}
        spec:
          template:
            metadata: {labels: {app: back}}
            spec: {containers: [{image: acme/back:1, resources: {limits: {memory: 1Gi}}}]}
        """);

    ThreatModel model = draft();

    assertThat(names(model)).containsExactly("back", "deployment", "front");
    assertThat(code(model, "front")).containsExactly("k8s/front.yaml", "services/front");
    assertThat(code(model, "deployment")).containsExactly("k8s");
    assertThat(component(model, "front").fact("internetFacing")).isNotNull().matches(Fact::isTrue);
    assertThat(component(model, "back").fact("internetFacing")).isNull();
    assertThat(component(model, "back").fact("resourceLimits")).isNotNull().matches(Fact::isTrue);
    assertThat(component(model, "front").fact("resourceLimits"))
        .isNotNull()
        .matches(f -> !f.isTrue());
    assertThat(model.flows()).extracting(Flow::name).containsExactly("front->back");
  }

  @Test
  void addressesInTheSettingsOfAProgramAreFlows() {
    write("compose.yaml", "services:\n  store: {image: mysql}\n");
    write("a/pom.xml", pom("orders", "spring-boot-maven-plugin", "spring-boot-starter-web"));
    write(
        "a/src/main/resources/application.yml",
        """
        # url: http://billing/
        spring:
          datasource:
            url: "jdbc:mysql://store:3306/orders"
        """);
    write("b/pom.xml", pom("billing", "spring-boot-maven-plugin", "spring-boot-starter-web"));
    write(
        "b/src/main/resources/application.properties",
        "orders.url=http://orders:8080/api\nself.url=http://nowhere:80\n");

    ThreatModel model = draft();

    assertThat(model.flows())
        .extracting(flow -> flow.name() + " " + protocol(flow) + " " + flow.place())
        .containsExactly(
            "billing->orders http b/src/main/resources/application.properties:1",
            "orders->store mysql a/src/main/resources/application.yml:4");
  }

  @Test
  void anApiDescriptionTellsHowCallersSignIn() {
    write(
        "package.json",
        "{\"name\": \"api\", \"scripts\": {\"start\": \"x\"}, \"dependencies\": {\"express\": \"4\"}}");
    write(
        "openapi.yaml",
        """
        openapi: 3.0.0
        components:
          securitySchemes:
            login: {type: http, scheme: bearer}
            key: {type: apiKey, in: header, name: X-Key}
        """);

    Component api = component(draft(), "api");

    assertThat(api.kind()).isEqualTo("api");
    assertThat(api.fact("authentication"))
        .isNotNull()
        .satisfies(fact -> {
          assertThat(fact.words()).containsExactly("api-key", "token");
          assertThat(fact.place()).hasToString("openapi.yaml:4");
        });
  }

  @Test
  void examplesAndPipelinesAreComponentsOfTheirOwn() {
    write("go.mod", "module example.org/lib\n");
    write("lib.go", "package lib\n");
    write("examples/one/go.mod", "module example.org/one\n");
    write("examples/one/main.go", "package main\n");
    write("examples/two/package.json", "{\"name\": \"two\", \"bin\": \"x\"}");
    write(".github/workflows/ci.yml", "jobs:\n  a:\n    steps:\n      - uses: acme/deploy@v1\n");

    ThreatModel model = draft();

    assertThat(names(model)).containsExactly("examples", "lib", "pipeline");
    assertThat(model.notShipped()).containsExactly("examples");
    assertThat(code(model, "pipeline")).containsExactly(".github");
    assertThat(component(model, "pipeline").fact("pinned"))
        .isNotNull()
        .satisfies(fact -> assertThat(fact.place()).hasToString(".github/workflows/ci.yml:4"));
  }

  @Test
  void aTreeWithoutAnyManifestIsOneComponent() {
    write("a/b.c", "int main() {}");

    ThreatModel model = draft();

    assertThat(model.components()).hasSize(1);
    assertThat(model.components().getFirst().bound().code()).containsExactly(".");
  }

  @Test
  void brokenManifestsNeitherStopTheDraftNorHideTheOthers() {
    write("a/package.json", "{\"name\": ");
    write("b/pom.xml", "<project><artifactId>b</artif");
    write("c/docker-compose.yml", "services: [\n");
    write("d/go.mod", "\u0000\u0001");
    write("e/Cargo.toml", "[package\nname=");
    write("f/package.json", "{\"name\": \"f\", \"bin\": \"x\"}");
    write("k/x.yaml", "apiVersion: v1\nkind: Deployment\nspec: 7\n");

    assertThat(names(draft())).contains("f");
  }

  @Test
  void theDraftReadsBackAndIsTheSameEveryTime() {
    webWithStores();

    String text = ThreatModelWriter.write(draft());

    assertThat(ThreatModelWriter.write(draft())).isEqualTo(text);
    ThreatModel again = ThreatModelReader.read("security/threat-model.yaml", text);
    assertThat(again.draft()).isTrue();
    assertThat(names(again)).isEqualTo(names(draft()));
    assertThat(again.components())
        .extracting(Component::bound)
        .isEqualTo(draft().components().stream().map(Component::bound).toList());
    assertThat(again.flows())
        .extracting(Flow::name)
        .isEqualTo(draft().flows().stream().map(Flow::name).toList());
    assertThat(text).contains("internetFacing: true  # docker-compose.yml:4");
  }

  private void webWithStores() {
    write(
        "docker-compose.yml",
        """
        services:
          web:
            build: ./web
            ports: ["8080:8080"]
            depends_on: [db]
            environment:
              CACHE: redis://cache:6379/0
          db:
            image: postgres:16
          cache:
            image: "redis:7"
            ports: ["127.0.0.1:6379:6379"]
        """);
    write("web/Dockerfile", "FROM python:3.13\nUSER app\n");
    write("web/requirements.txt", "flask\n");
    write("web/app.py", "pass\n");
  }

  private void write(String path, String text) {
    Trees.write(root, path, text);
  }

  private ThreatModel draft() {
    return Bootstrap.draft(SourceTree.read(root));
  }

  private static List<String> names(ThreatModel model) {
    return model.components().stream().map(Component::name).toList();
  }

  private static Component component(ThreatModel model, String name) {
    return model.component(name).orElseThrow(() -> new AssertionError(names(model).toString()));
  }

  private static List<String> code(ThreatModel model, String name) {
    return component(model, name).bound().code();
  }

  private static String kind(ThreatModel model, String name) {
    return component(model, name).kind();
  }
}
