package dev.brisach.deploy.secrets;

import dev.brisach.core.Recorder;
import dev.brisach.core.Weakness;
import dev.brisach.deploy.config.Documents;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;

/** Credentials in the {@code env}, {@code with} and {@code credentials} of workflows. */
public final class WorkflowSecrets {
  private WorkflowSecrets() {}

  /** The check. */
  public static SecretCheck check() {
    return new SecretCheck(
        new SecretCheck.Format(
            "workflow",
            FileTypes.GITHUB_WORKFLOW,
            "Credential in a workflow",
            "Store it as a secret of the repository or environment, or use a short-lived one"
                + " (OIDC), and renew the credential.",
            "env:\n  DEPLOY_TOKEN: ${{ secrets.DEPLOY_TOKEN }}"),
        List.of(Weakness.cwe(798)),
        WorkflowSecrets::spots,
        examples());
  }

  private static List<Spot> spots(SourceFile file, Recorder recorder) {
    Documents documents = Documents.of(file);
    documents.gaps().forEach(gap -> recorder.unexamined(file.asset(), gap));
    List<Spot> spots = new ArrayList<>();
    for (Yaml document : documents.all()) {
      if (document instanceof Yaml.Mapping root) {
        collect("the workflow", root.map("env"), false, spots);
        for (Yaml.Entry entry : root.map("jobs").entries().values()) {
          if (entry.value() instanceof Yaml.Mapping job) {
            job("job " + entry.key(), job, spots);
          }
        }
      }
    }
    return spots;
  }

  private static void job(String where, Yaml.Mapping job, List<Spot> spots) {
    collect(where, job.map("env"), false, spots);
    collect(where, job.map("with"), false, spots);
    collect(where, job.map("container").map("credentials"), false, spots);
    collect(where, job.map("container").map("env"), true, spots);
    for (Yaml.Entry entry : job.map("services").entries().values()) {
      if (entry.value() instanceof Yaml.Mapping service) {
        collect(where + " service " + entry.key(), service.map("env"), true, spots);
        collect(where + " service " + entry.key(), service.map("credentials"), false, spots);
      }
    }
    for (Yaml each : job.list("steps")) {
      if (each instanceof Yaml.Mapping step) {
        collect(where, step.map("env"), false, spots);
        collect(where, step.map("with"), false, spots);
      }
    }
  }

  /** A weak value in a workflow belongs to a service that dies with the job. */
  private static void collect(
      String where, Yaml.Mapping settings, boolean disposable, List<Spot> spots) {
    for (Yaml.Entry entry : settings.entries().values()) {
      if (entry.value() instanceof Yaml.Scalar scalar && !scalar.isNull()) {
        SecretValue value = Spot.of(where, entry.key(), scalar.value(), scalar.line()).judged();
        boolean weak = value != null && value.grade() == SecretValue.Grade.WEAK;
        spots.add(
            new Spot(
                where,
                entry.key(),
                scalar.value(),
                scalar.line(),
                false,
                disposable || weak,
                false));
      }
    }
  }

  private static List<Example> examples() {
    String path = ".github/workflows/ci.yml";
    return List.of(
        Example.bad(
            path,
            """
            on: push
            jobs:
              a:
                runs-on: ubuntu-latest
                steps:
                  - run: ./deploy
                    env:
                      DEPLOY_TOKEN: %s
            """
                .replace("%s", "k3Jd82hGq0aZ77Lw91xB"),
            List.of(Weakness.cwe(798))),
        Example.good(
            path,
            """
            on: push
            env:
              DEPLOY_TOKEN: ${{ secrets.DEPLOY_TOKEN }}
            jobs:
              a:
                runs-on: ubuntu-latest
                services:
                  db: {image: "postgres:16", env: {POSTGRES_PASSWORD: postgres}}
                steps:
                  - run: ./test
                    env: {PGPASSWORD: postgres}
            """));
  }
}
