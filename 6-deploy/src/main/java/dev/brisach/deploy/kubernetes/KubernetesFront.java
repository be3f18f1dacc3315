package dev.brisach.deploy.kubernetes;

import dev.brisach.deploy.config.Documents;
import dev.brisach.deploy.config.Fact;
import dev.brisach.deploy.config.Resource;
import dev.brisach.deploy.config.Resources;
import dev.brisach.deploy.config.TestData;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads manifests. Besides what is written a workload has {@code pod} and {@code containers} (see
 * {@link PodFacts}), an Ingress has {@code tlsBy}.
 */
public final class KubernetesFront implements Front<Resources> {
  /** The one instance. */
  public static final KubernetesFront KUBERNETES = new KubernetesFront();

  private static final int MAX_LISTS = 5;
  private static final Pattern TLS_ANNOTATION =
      Pattern.compile(
          "certificate|pre-shared-cert|ssl-cert|listen-ports|entrypoints|cluster-issuer");

  private KubernetesFront() {}

  @Override
  public Resources parse(SourceFile file) {
    if (file.entry().is(FileTypes.HELM_TEMPLATE)) {
      return template(file);
    }
    Documents documents = Documents.of(file);
    List<Resource> resources = new ArrayList<>();
    for (Yaml document : documents.all()) {
      collect(document, resources, 0);
    }
    return new Resources(resources, documents.gaps());
  }

  private static Resources template(SourceFile file) {
    TestData.refuse(file);
    HelmTemplate template = HelmTemplate.of(file.text());
    List<Resource> resources = new ArrayList<>();
    for (Yaml document : template.documents()) {
      if (document instanceof Yaml.Mapping mapping) {
        Fact.Group facts = template.facts(mapping);
        String kind = facts.text("kind");
        if (kind != null && facts.get("apiVersion") != null) {
          resources.add(resource(kind, facts));
        }
      }
    }
    return new Resources(resources, List.of(HelmTemplate.GAP));
  }

  private static void collect(Yaml document, List<Resource> into, int depth) {
    if (!(document instanceof Yaml.Mapping mapping)) {
      return;
    }
    String kind = mapping.text("kind");
    if (kind == null || mapping.text("apiVersion") == null) {
      return;
    }
    if (kind.endsWith("List") && mapping.get("items") instanceof Yaml.Sequence items) {
      if (depth < MAX_LISTS) {
        items.items().forEach(item -> collect(item, into, depth + 1));
      }
      return;
    }
    Fact.Group facts = (Fact.Group) Fact.of(mapping, KubernetesFront::scalar);
    into.add(resource(kind, facts));
  }

  private static Resource resource(String kind, Fact.Group facts) {
    String name = facts.group("metadata").text("name");
    String generated = facts.group("metadata").text("generateName");
    String unnamed =
        facts.group("metadata").get("name") instanceof Fact.Unknown
            ? "(named at deployment)"
            : "(no name)";
    String called = name != null ? name : generated != null ? generated : unnamed;
    String namespace = facts.group("metadata").text("namespace");
    Fact.Group more = PodFacts.added(kind, facts).with("label", kind + " " + called);
    if (kind.equals("ConfigMap")) {
      more = more.with("variables", facts.group("data").named());
    }
    if (kind.equals("Ingress")) {
      more = more.with("tlsBy", tls(facts));
    }
    return new Resource(kind, namespace == null ? called : namespace + "/" + called, more);
  }

  private static String tls(Fact.Group ingress) {
    if (!ingress.group("spec").items("tls").isEmpty()) {
      return "spec";
    }
    boolean annotated =
        ingress.group("metadata").group("annotations").members().keySet().stream()
            .anyMatch(key -> TLS_ANNOTATION.matcher(key).find());
    return annotated ? "annotation" : "none";
  }

  private static Fact scalar(Yaml.Scalar scalar) {
    String text = scalar.value();
    if (text.contains("{{")) {
      return new Fact.Unknown(scalar.line(), "template expression at line " + scalar.line());
    }
    if (text.contains("${") && text.length() < 500) {
      return new Fact.Unknown(scalar.line(), "variable at line " + scalar.line() + " is not set");
    }
    return Fact.word(scalar);
  }
}
