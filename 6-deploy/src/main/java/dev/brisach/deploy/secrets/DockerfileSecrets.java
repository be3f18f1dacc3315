package dev.brisach.deploy.secrets;

import dev.brisach.core.Recorder;
import dev.brisach.core.Weakness;
import dev.brisach.deploy.config.TestData;
import dev.brisach.kit.docker.DockerFront;
import dev.brisach.kit.docker.Dockerfile;
import dev.brisach.kit.docker.Dockerfile.Instruction;
import dev.brisach.kit.docker.Dockerfile.Stage;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Credentials in {@code ENV}, {@code ARG} and commands that set a password. */
public final class DockerfileSecrets {
  private static final Pattern SET_PASSWORD =
      Pattern.compile(
          "\\b(?:echo|printf)\\s+(?:-\\w+\\s+)?[\"']?([a-z_][\\w-]{0,31}):([^\\s\"'|:]{3,100})[\"']?\\s*\\|\\s*(?:sudo\\s+)?chpasswd");

  private DockerfileSecrets() {}

  /** The check. */
  public static SecretCheck check() {
    return new SecretCheck(
        new SecretCheck.Format(
            "dockerfile",
            FileTypes.DOCKERFILE,
            "Credential in a Dockerfile",
            "Everyone who pulls the image can read it: give it at start, or with a secret mount"
                + " where the build needs it, and renew the credential.",
            "RUN --mount=type=secret,id=token TOKEN=\"$(cat /run/secrets/token)\" ./fetch"),
        List.of(Weakness.cwe(798)),
        DockerfileSecrets::spots,
        examples());
  }

  private static List<Spot> spots(SourceFile file, Recorder recorder) {
    TestData.refuse(file);
    Dockerfile docker = file.parse(DockerFront.DOCKER);
    List<Spot> spots = new ArrayList<>();
    docker.before().forEach(each -> collect("before FROM", each, spots));
    for (Stage stage : docker.stages()) {
      String where =
          stage.name().isEmpty() ? "stage " + (stage.index() + 1) : "stage " + stage.name();
      stage.instructions().forEach(each -> collect(where, each, spots));
    }
    return spots;
  }

  private static void collect(String where, Instruction each, List<Spot> into) {
    switch (each.keyword()) {
      case "ENV", "ARG" -> {
        List<String> words = each.words();
        boolean old =
            each.keyword().equals("ENV") && words.size() > 1 && !words.getFirst().contains("=");
        if (old) {
          String value = String.join(" ", words.subList(1, words.size()));
          into.add(Spot.of(where, words.getFirst(), value, each.line()));
          return;
        }
        for (String word : words) {
          int equals = word.indexOf('=');
          if (equals > 0) {
            into.add(
                Spot.of(where, word.substring(0, equals), word.substring(equals + 1), each.line()));
          }
        }
      }
      case "RUN" -> {
        Matcher set = SET_PASSWORD.matcher(each.script());
        while (set.find()) {
          String key = "password of " + set.group(1);
          into.add(Spot.of(where, key + " password", set.group(2), each.line()));
        }
      }
      default -> {}
    }
  }

  private static List<Example> examples() {
    String path = "Dockerfile";
    return List.of(
        Example.bad(
            path,
            "FROM debian:12.5\nENV DB_HOST=db \\\n    DB_PASSWORD=%s\nUSER 1000\n"
                .replace("%s", "correct-horse7battery"),
            List.of(Weakness.cwe(798))),
        Example.bad(
            path,
            "FROM debian:12.5\nRUN useradd app && echo 'app:%s' | chpasswd\nUSER 1000\n"
                .replace("%s", "battery7horse"),
            List.of(Weakness.cwe(798))),
        Example.good(
            path,
            """
            FROM debian:12.5
            ARG NPM_TOKEN
            ENV DB_PASSWORD_FILE=/run/secrets/db API_KEY=${API_KEY} TOKEN_URL=https://x.example/t
            ENV POSTGRES_PASSWORD=changeme
            USER 1000
            """));
  }
}
