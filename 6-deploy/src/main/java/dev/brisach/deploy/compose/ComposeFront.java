package dev.brisach.deploy.compose;

import dev.brisach.deploy.config.Documents;
import dev.brisach.deploy.config.Fact;
import dev.brisach.deploy.config.ImageName;
import dev.brisach.deploy.config.Resource;
import dev.brisach.deploy.config.Resources;
import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Compose files. Short spellings become long ones: {@code environment} is a mapping, {@code
 * ports} have {@code host}, {@code published}, {@code target}; {@code volumes} have {@code source},
 * {@code target}, {@code readOnly}; {@code ref} holds the parts of the image's name.
 */
public final class ComposeFront implements Front<Resources> {
  /** The one instance. */
  public static final ComposeFront COMPOSE = new ComposeFront();

  private ComposeFront() {}

  @Override
  public Resources parse(SourceFile file) {
    Documents documents = Documents.of(file);
    List<Resource> resources = new ArrayList<>();
    for (Yaml document : documents.all()) {
      if (document instanceof Yaml.Mapping root) {
        for (Yaml.Entry entry : root.map("services").entries().values()) {
          if (entry.value() instanceof Yaml.Mapping service) {
            resources.add(service(entry.key(), entry.line(), service));
          }
        }
      }
    }
    return new Resources(resources, documents.gaps());
  }

  private static Resource service(String name, int line, Yaml.Mapping service) {
    Fact.Group raw = (Fact.Group) Fact.of(service, ComposeFront::scalar);
    Map<String, Fact> members = new LinkedHashMap<>(raw.members());
    members.put("label", new Fact.Word(line, name, false));
    Fact.Group environment = environment(raw);
    members.put("environment", environment);
    members.put("variables", environment.named());
    members.put("ports", ports(service));
    members.put("volumes", volumes(service));
    if (raw.get("image") != null) {
      members.put("ref", ImageName.facts(raw.get("image"), line));
    }
    String open = null;
    if (raw.get("extends") != null) {
      open = "the service extends another one";
    } else if (raw.get("image") == null && raw.get("build") == null) {
      open = "a part of a service that stands elsewhere";
    }
    return new Resource("Service", name, new Fact.Group(line, members, open));
  }

  private static Fact scalar(Yaml.Scalar scalar) {
    String expanded = Variables.expand(scalar.value());
    if (Variables.isOpen(expanded)) {
      return new Fact.Unknown(scalar.line(), "variable at line " + scalar.line() + " is not set");
    }
    return new Fact.Word(scalar.line(), expanded, scalar.plain());
  }

  private static Fact.Group environment(Fact.Group service) {
    if (!(service.get("environment") instanceof Fact.Items list)) {
      return service.group("environment");
    }
    Map<String, Fact> members = new LinkedHashMap<>();
    for (Fact each : list.items()) {
      if (each instanceof Fact.Word word) {
        int equals = word.text().indexOf('=');
        if (equals > 0) {
          String value = word.text().substring(equals + 1);
          members.put(word.text().substring(0, equals), new Fact.Word(word.line(), value, false));
        }
      }
    }
    return new Fact.Group(list.line(), members, null);
  }

  private static Fact ports(Yaml.Mapping service) {
    List<Fact> ports = new ArrayList<>();
    for (Yaml each : service.list("ports")) {
      switch (each) {
        case Yaml.Scalar scalar -> ports.add(shortPort(scalar));
        case Yaml.Mapping mapping -> {
          Map<String, Fact> members = new LinkedHashMap<>();
          put(members, "host", mapping.line(), mapping.text("host_ip"));
          put(members, "published", mapping.line(), mapping.text("published"));
          put(members, "target", mapping.line(), mapping.text("target"));
          put(members, "label", mapping.line(), mapping.text("target"));
          ports.add(new Fact.Group(mapping.line(), members, null));
        }
        case Yaml.Sequence _ -> {}
      }
    }
    return new Fact.Items(service.lineOf("ports"), ports);
  }

  /** {@code [host:][published:]target[/protocol]}, the host in brackets where it is IPv6. */
  private static Fact.Group shortPort(Yaml.Scalar scalar) {
    int line = scalar.line();
    String text = Variables.expand(scalar.value()).strip();
    int slash = text.lastIndexOf('/');
    String bare = slash > 0 ? text.substring(0, slash) : text;
    Map<String, Fact> members = new LinkedHashMap<>();
    int last = bare.lastIndexOf(':');
    put(members, "target", line, bare.substring(last + 1));
    put(members, "label", line, bare.replace(Variables.OPEN, "?"));
    if (last > 0) {
      String rest = bare.substring(0, last);
      int before = rest.endsWith("]") ? rest.length() : rest.lastIndexOf(':');
      if (before == rest.length() || (before < 0 && rest.contains("."))) {
        put(members, "host", line, rest);
      } else {
        put(members, "published", line, rest.substring(before + 1));
        put(members, "host", line, before > 0 ? rest.substring(0, before) : null);
      }
    }
    return new Fact.Group(line, members, null);
  }

  private static Fact volumes(Yaml.Mapping service) {
    List<Fact> volumes = new ArrayList<>();
    for (Yaml each : service.list("volumes")) {
      Map<String, Fact> members = new LinkedHashMap<>();
      switch (each) {
        case Yaml.Scalar scalar -> {
          String[] parts = Variables.expand(scalar.value()).split(":", 3);
          String options = parts.length > 2 ? parts[2] : "";
          put(members, "label", scalar.line(), scalar.value());
          if (parts.length > 1) {
            put(members, "source", scalar.line(), parts[0]);
          }
          put(members, "target", scalar.line(), parts[parts.length > 1 ? 1 : 0]);
          boolean readOnly = List.of(options.split(",", -1)).contains("ro");
          put(members, "readOnly", scalar.line(), Boolean.toString(readOnly));
        }
        case Yaml.Mapping mapping -> {
          put(members, "label", mapping.line(), mapping.text("source"));
          put(members, "source", mapping.line(), mapping.text("source"));
          put(members, "target", mapping.line(), mapping.text("target"));
          String readOnly = mapping.text("read_only");
          put(members, "readOnly", mapping.line(), readOnly == null ? "false" : readOnly);
        }
        case Yaml.Sequence _ -> {}
      }
      volumes.add(new Fact.Group(each.line(), members, null));
    }
    return new Fact.Items(service.lineOf("volumes"), volumes);
  }

  private static void put(
      Map<String, Fact> members,
      String name,
      int line,
      @org.jspecify.annotations.Nullable String text) {
    if (text == null || text.isEmpty()) {
      return;
    }
    String expanded = Variables.expand(text);
    members.put(
        name,
        Variables.isOpen(expanded)
            ? new Fact.Unknown(line, "variable at line " + line + " is not set")
            : new Fact.Word(line, expanded, false));
  }
}
