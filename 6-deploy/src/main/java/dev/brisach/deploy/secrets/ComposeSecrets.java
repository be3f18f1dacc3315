package dev.brisach.deploy.secrets;

import dev.brisach.core.Recorder;
import dev.brisach.core.Weakness;
import dev.brisach.deploy.compose.ComposeFront;
import dev.brisach.deploy.config.Fact;
import dev.brisach.deploy.config.Resource;
import dev.brisach.deploy.config.Resources;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Credentials in the environment of Compose services. */
public final class ComposeSecrets {
  private ComposeSecrets() {}

  /** The check. */
  public static SecretCheck check() {
    return new SecretCheck(
        new SecretCheck.Format(
            "compose",
            FileTypes.COMPOSE,
            "Credential in a Compose file",
            "Put it into a secret (a file outside the repository) or require a variable without"
                + " default, and renew the credential.",
            "environment:\n  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set it in .env, which is not"
                + " committed}"),
        List.of(Weakness.cwe(798)),
        ComposeSecrets::spots,
        examples());
  }

  private static List<Spot> spots(SourceFile file, Recorder recorder) {
    Resources resources = file.parse(ComposeFront.COMPOSE);
    resources.gaps().forEach(gap -> recorder.unexamined(file.asset(), gap));
    List<Spot> spots = new ArrayList<>();
    for (Resource service : resources.all()) {
      for (Map.Entry<String, Fact> entry :
          service.facts().group("environment").members().entrySet()) {
        if (entry.getValue() instanceof Fact.Word word && !word.isNull()) {
          String where = "service " + service.name();
          spots.add(Spot.of(where, entry.getKey(), word.text(), word.line()));
        }
      }
    }
    return spots;
  }

  private static List<Example> examples() {
    String path = "compose.yaml";
    return List.of(
        Example.bad(
            path,
            """
            services:
              db:
                image: postgres:16
                environment:
                  - POSTGRES_PASSWORD=%s
            """
                .replace("%s", "correct-horse7battery"),
            List.of(Weakness.cwe(798))),
        Example.bad(
            path,
            """
            services:
              db:
                image: app:1
                environment:
                  DATABASE_URL: postgres://app:%s@db/app
            """
                .replace("%s", "correct-horse7battery"),
            List.of(Weakness.cwe(798))),
        Example.good(
            path,
            """
            services:
              db:
                image: postgres:16
                environment:
                  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?needed}
                  POSTGRES_PASSWORD_FILE: /run/secrets/db
                  MYSQL_ALLOW_EMPTY_PASSWORD: "yes"
                  API_KEY: <your key>
            """));
  }
}
