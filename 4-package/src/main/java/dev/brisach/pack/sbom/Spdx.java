package dev.brisach.pack.sbom;

import dev.brisach.core.json.Json;
import dev.brisach.pack.extract.FoundPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes SPDX 2.3 (ISO/IEC 5962's successor) as JSON. Licences are not looked for: NOASSERTION. */
final class Spdx {
  private static final String DOCUMENT = "SPDXRef-DOCUMENT";
  private static final String ROOT = "SPDXRef-Root";
  private static final String NOTHING = "NOASSERTION";

  private Spdx() {}

  static Json write(Sbom sbom) {
    List<Json> packages = new ArrayList<>();
    List<Json> relationships = new ArrayList<>();
    packages.add(unpacked(ROOT, sbom.name()).build());
    relationships.add(relation(DOCUMENT, "DESCRIBES", ROOT));
    int number = 0;
    for (Map.Entry<String, List<FoundPackage>> entry : sbom.byPurl().entrySet()) {
      String id = "SPDXRef-Package-" + ++number;
      List<FoundPackage> places = entry.getValue();
      packages.add(
          unpacked(id, places.getFirst().name())
              .put("versionInfo", places.getFirst().version())
              .put("externalRefs", new Json.Arr(List.of(reference(entry.getKey()))))
              .build());
      relationships.add(
          Sbom.development(places)
              ? relation(id, "DEV_DEPENDENCY_OF", ROOT)
              : relation(ROOT, "DEPENDS_ON", id));
    }
    Json body = new Json.Arr(packages);
    return Json.object()
        .put("spdxVersion", "SPDX-2.3")
        .put("dataLicense", "CC0-1.0")
        .put("SPDXID", DOCUMENT)
        .put("name", sbom.name())
        .put("documentNamespace", "urn:uuid:" + Sbom.uuid(body))
        .put(
            "creationInfo",
            Json.object()
                .put("created", sbom.made().toString())
                .put("creators", List.of("Tool: brisach-" + sbom.tool()))
                .build())
        .put("packages", body)
        .put("relationships", new Json.Arr(relationships))
        .build();
  }

  private static Json.Builder unpacked(String id, String name) {
    return Json.object()
        .put("SPDXID", id)
        .put("name", name)
        .put("downloadLocation", NOTHING)
        .put("filesAnalyzed", false)
        .put("licenseConcluded", NOTHING)
        .put("licenseDeclared", NOTHING)
        .put("copyrightText", NOTHING);
  }

  private static Json reference(String purl) {
    return Json.object()
        .put("referenceCategory", "PACKAGE-MANAGER")
        .put("referenceType", "purl")
        .put("referenceLocator", purl)
        .build();
  }

  private static Json relation(String from, String type, String to) {
    return Json.object()
        .put("spdxElementId", from)
        .put("relationshipType", type)
        .put("relatedSpdxElement", to)
        .build();
  }
}
