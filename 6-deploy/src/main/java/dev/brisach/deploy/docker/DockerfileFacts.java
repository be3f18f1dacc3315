package dev.brisach.deploy.docker;

import dev.brisach.deploy.config.Fact;
import dev.brisach.deploy.config.ImageName;
import dev.brisach.deploy.config.Resource;
import dev.brisach.deploy.config.Resources;
import dev.brisach.deploy.config.TestData;
import dev.brisach.kit.docker.DockerFront;
import dev.brisach.kit.docker.Dockerfile;
import dev.brisach.kit.docker.Dockerfile.Instruction;
import dev.brisach.kit.docker.Dockerfile.Stage;
import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Dockerfile as facts: {@code stages[*]} with {@code image}, {@code base} (parts of its name;
 * missing where the stage starts from another stage or from {@code scratch}), {@code shipped} and
 * {@code user} (the one in force at its end, {@code root} where nothing sets another); {@code
 * instructions[*]} with {@code keyword}, {@code text}, {@code script}, {@code words}, {@code
 * flags}, {@code stage}, {@code shipped}.
 */
public final class DockerfileFacts implements Front<Resources> {
  /** The one instance. */
  public static final DockerfileFacts DOCKERFILE = new DockerfileFacts();

  private static final Pattern NOT_ROOT =
      Pattern.compile("nonroot|non-root|rootless|unprivileged|-nonpriv|:[^/]*-debug-nonroot");

  /** Official images whose start script steps down to a user of their own. */
  private static final Set<String> STEPS_DOWN =
      Set.of(
          "postgres",
          "redis",
          "valkey",
          "mysql",
          "mariadb",
          "mongo",
          "rabbitmq",
          "memcached",
          "cassandra",
          "couchdb",
          "elasticsearch",
          "logstash",
          "kibana",
          "solr",
          "neo4j",
          "influxdb",
          "zookeeper",
          "jenkins",
          "sonarqube");

  private static final Pattern SETTING = Pattern.compile("(?<==)\\S+");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*+)");

  private DockerfileFacts() {}

  @Override
  public Resources parse(SourceFile file) {
    TestData.refuse(file);
    Dockerfile docker = file.parse(DockerFront.DOCKER);
    List<Fact> stages = new ArrayList<>();
    List<Fact> instructions = new ArrayList<>();
    docker.before().forEach(each -> instructions.add(instruction(each, "(before FROM)", false)));
    for (Stage stage : docker.stages()) {
      boolean shipped = stage.equals(docker.last());
      stages.add(stage(docker, stage, shipped));
      for (Instruction each : stage.instructions()) {
        instructions.add(instruction(each, label(stage), shipped));
      }
    }
    Map<String, Fact> members = new LinkedHashMap<>();
    members.put("stages", new Fact.Items(1, stages));
    members.put("instructions", new Fact.Items(1, instructions));
    return Resources.of(new Resource("Dockerfile", file.path(), new Fact.Group(1, members, null)));
  }

  private static String label(Stage stage) {
    return stage.name().isEmpty() ? "stage " + (stage.index() + 1) : "stage " + stage.name();
  }

  private static Fact.Group stage(Dockerfile docker, Stage stage, boolean shipped) {
    int line = stage.line();
    Map<String, Fact> members = new LinkedHashMap<>();
    members.put("label", new Fact.Word(line, label(stage), false));
    members.put("shipped", new Fact.Word(line, Boolean.toString(shipped), false));
    if (stage.unresolved() != null) {
      Fact unknown =
          new Fact.Unknown(line, "build argument " + stage.unresolved() + " has no default");
      members.put("image", unknown);
      members.put("base", unknown);
    } else {
      members.put("image", new Fact.Word(line, stage.image(), false));
      if (stage.parent() < 0 && !stage.image().equals("scratch")) {
        members.put("base", ImageName.parse(stage.image()).facts(line));
      }
    }
    boolean runs =
        stage.instructions().stream()
            .anyMatch(i -> i.keyword().equals("CMD") || i.keyword().equals("ENTRYPOINT"));
    members.put("starts", new Fact.Word(line, Boolean.toString(runs), false));
    members.put("user", user(docker, stage));
    return new Fact.Group(line, members, null);
  }

  /** The user at the end of a stage; inherited from the stage or image that it starts from. */
  private static Fact user(Dockerfile docker, Stage stage) {
    Instruction last = null;
    for (Instruction each : stage.instructions()) {
      if (each.keyword().equals("USER")) {
        last = each;
      }
    }
    if (last != null) {
      String user = last.words().isEmpty() ? "" : last.words().getFirst();
      if (user.contains("$")) {
        String value = value(docker, stage, user);
        return value == null
            ? new Fact.Unknown(last.line(), "the user " + user + " is set at build")
            : new Fact.Word(last.line(), value, false);
      }
      int colon = user.indexOf(':');
      return new Fact.Word(last.line(), colon > 0 ? user.substring(0, colon) : user, false);
    }
    if (stage.parent() >= 0) {
      return user(docker, docker.stages().get(stage.parent()));
    }
    if (stage.unresolved() != null) {
      return new Fact.Unknown(stage.line(), "its base image is a build argument");
    }
    return userOfImage(stage);
  }

  private static Fact userOfImage(Stage stage) {
    if (NOT_ROOT.matcher(stage.image()).find()) {
      return new Fact.Word(stage.line(), "nonroot", false);
    }
    ImageName image = ImageName.parse(stage.image());
    if (image.isOfficial() && STEPS_DOWN.contains(image.repository().replace("library/", ""))) {
      return new Fact.Unknown(stage.line(), "its base image changes the user when it starts");
    }
    boolean root =
        image.isOfficial()
            || image.repository().startsWith("distroless/")
            || image.registry().equals("mcr.microsoft.com");
    return root
        ? new Fact.Word(stage.line(), "root", false)
        : new Fact.Unknown(stage.line(), "the user of its base image is not known here");
  }

  /** The value of {@code $NAME} by the last {@code ARG} or {@code ENV} with a value, or null. */
  private static @Nullable String value(Dockerfile docker, Stage stage, String reference) {
    var variable = VARIABLE.matcher(reference);
    if (!variable.lookingAt()) {
      return null;
    }
    String start = variable.group(1) + "=";
    String found = null;
    List<Instruction> all = new ArrayList<>(docker.before());
    all.addAll(stage.instructions());
    for (Instruction each : all) {
      if (each.keyword().equals("ARG") || each.keyword().equals("ENV")) {
        for (String word : each.words()) {
          if (word.startsWith(start) && !word.contains("$")) {
            found = word.substring(start.length());
          }
        }
      }
    }
    return found;
  }

  private static Fact.Group instruction(Instruction each, String stage, boolean shipped) {
    int line = each.line();
    Map<String, Fact> members = new LinkedHashMap<>();
    String label = each.keyword() + " " + SETTING.matcher(each.text()).replaceAll("…");
    members.put("label", new Fact.Word(line, label, false));
    members.put("keyword", new Fact.Word(line, each.keyword(), false));
    members.put("text", new Fact.Word(line, each.text(), false));
    members.put("script", new Fact.Word(line, each.script(), false));
    List<Fact> words = new ArrayList<>();
    each.words().forEach(word -> words.add(new Fact.Word(line, word, false)));
    members.put("words", new Fact.Items(line, words));
    Map<String, Fact> flags = new LinkedHashMap<>();
    each.flags().forEach((name, value) -> flags.put(name, new Fact.Word(line, value, false)));
    members.put("flags", new Fact.Group(line, flags, null));
    members.put("stage", new Fact.Word(line, stage, false));
    members.put("shipped", new Fact.Word(line, Boolean.toString(shipped), false));
    return new Fact.Group(line, members, null);
  }
}
