package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.util.List;

/** {@code Pipfile.lock}: {@code default} and {@code develop} with pinned versions. */
final class PipfileLock implements Extractor {
  @Override
  public Extraction extract(SourceFile file, Siblings siblings) {
    LinedJson.Obj root = LinedJson.read(file, false);
    if (root.get("_meta") == null && root.get("default") == null) {
      throw new Unreadable(1, "no Pipfile.lock: neither _meta nor default");
    }
    Extraction.Collector out = new Extraction.Collector();
    for (String group : List.of("default", "develop")) {
      root.object(group)
          .members()
          .forEach((name, value) -> {
            if (value instanceof LinedJson.Obj one) {
              String version = one.text("version");
              if (version != null && version.startsWith("==")) {
                out.add(
                    FoundPackage.locked(
                        Ecosystem.PYPI,
                        name,
                        version.substring(version.startsWith("===") ? 3 : 2),
                        file.path(),
                        one.line(),
                        false,
                        group.equals("develop")));
              } else if (one.get("path") == null && one.get("file") == null) {
                out.unknown(name, one.line(), "no exact version");
              }
            }
          });
    }
    return out.done();
  }
}
