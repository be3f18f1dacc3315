package dev.brisach.pack.sbom;

import dev.brisach.core.json.Json;
import dev.brisach.pack.extract.FoundPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes CycloneDX 1.6 (ECMA-424). Places of packages are evidence of their occurrence. */
final class CycloneDx {
  private static final String ROOT = "root";

  private CycloneDx() {}

  static Json write(Sbom sbom) {
    List<Json> components = new ArrayList<>();
    List<String> direct = new ArrayList<>();
    for (Map.Entry<String, List<FoundPackage>> entry : sbom.byPurl().entrySet()) {
      components.add(component(entry.getKey(), entry.getValue()));
      if (entry.getValue().stream().anyMatch(FoundPackage::direct)) {
        direct.add(entry.getKey());
      }
    }
    Json.Builder root = Json.object().put("ref", ROOT);
    if (!direct.isEmpty()) {
      root.put("dependsOn", direct);
    }
    Json body = new Json.Arr(components);
    return Json.object()
        .put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
        .put("bomFormat", "CycloneDX")
        .put("specVersion", "1.6")
        .put(
            "serialNumber",
            "urn:uuid:"
                + Sbom.uuid(Json.object().put("name", sbom.name()).put("components", body).build()))
        .put("version", 1)
        .put("metadata", metadata(sbom))
        .put("components", body)
        .put("dependencies", new Json.Arr(List.of(root.build())))
        .put(
            "compositions",
            new Json.Arr(
                List.of(
                    Json.object()
                        .put("aggregate", "incomplete")
                        .put("assemblies", List.of(ROOT))
                        .build())))
        .build();
  }

  private static Json metadata(Sbom sbom) {
    Json tool =
        Json.object()
            .put("type", "application")
            .put("name", "brisach")
            .put("version", sbom.tool())
            .build();
    return Json.object()
        .put("timestamp", sbom.made().toString())
        .put("tools", Json.object().put("components", new Json.Arr(List.of(tool))).build())
        .put(
            "component",
            Json.object()
                .put("type", "application")
                .put("bom-ref", ROOT)
                .put("name", sbom.name())
                .build())
        .build();
  }

  private static Json component(String purl, List<FoundPackage> places) {
    FoundPackage first = places.getFirst();
    String[] names = Sbom.names(first);
    List<Json> occurrences = new ArrayList<>();
    places.stream().map(CycloneDx::occurrence).distinct().forEach(occurrences::add);
    Json.Builder component = Json.object().put("type", "library").put("bom-ref", purl);
    if (!names[0].isEmpty()) {
      component.put("group", names[0]);
    }
    return component
        .put("name", names[1])
        .put("version", first.version())
        .put("scope", Sbom.development(places) ? "excluded" : "required")
        .put("purl", purl)
        .put("evidence", Json.object().put("occurrences", new Json.Arr(occurrences)).build())
        .build();
  }

  private static Json occurrence(FoundPackage found) {
    Json.Builder place =
        Json.object()
            .put(
                "location",
                found.inside() == null ? found.file() : found.file() + "!/" + found.inside());
    if (found.line() > 0) {
      place.put("line", found.line());
    }
    return place.build();
  }
}
