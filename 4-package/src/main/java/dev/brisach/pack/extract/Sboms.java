package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads bills of materials of others: CycloneDX 1.x and SPDX 2.x as JSON. Packages are taken by
 * their purl; what has none, or one of an ecosystem that we cannot match, is named as unknown.
 */
public final class Sboms {
  private static final int MAX_DEPTH = 50;

  private record Named(String ecosystem, String name, String version) {}

  private Sboms() {}

  /** True where a JSON file says that it is a bill of materials. */
  public static boolean isSbom(SourceFile file) {
    String head = file.text().substring(0, Math.min(file.text().length(), 4096));
    return head.contains("\"bomFormat\"") || head.contains("\"spdxVersion\"");
  }

  /** What it names; a file of another kind is an {@link Unreadable}. */
  public static Extraction read(SourceFile file) {
    LinedJson.Obj root = LinedJson.read(file, false);
    Extraction.Collector out = new Extraction.Collector();
    if (root.get("bomFormat") != null) {
      cycloneDx(file, root.get("components"), 0, out);
    } else if (root.get("spdxVersion") != null) {
      spdx(file, root.get("packages"), out);
    } else {
      throw new Unreadable(1, "neither CycloneDX nor SPDX 2 in JSON");
    }
    return out.done();
  }

  private static void cycloneDx(
      SourceFile file, @Nullable LinedJson components, int depth, Extraction.Collector out) {
    if (components instanceof LinedJson.Arr(_, List<LinedJson> items) && depth < MAX_DEPTH) {
      for (LinedJson item : items) {
        if (item instanceof LinedJson.Obj one) {
          String purl = one.text("purl");
          String name = one.text("name");
          String type = one.text("type");
          if (purl != null) {
            add(file, purl, one.line(), "excluded".equals(one.text("scope")), out);
          } else if ("library".equals(type) || "framework".equals(type)) {
            out.unknown(name == null ? "" : name, one.line(), "no package URL");
          }
          cycloneDx(file, one.get("components"), depth + 1, out);
        }
      }
    }
  }

  private static void spdx(
      SourceFile file, @Nullable LinedJson packages, Extraction.Collector out) {
    if (packages instanceof LinedJson.Arr(_, List<LinedJson> items)) {
      for (LinedJson item : items) {
        if (item instanceof LinedJson.Obj one
            && one.get("externalRefs") instanceof LinedJson.Arr(_, List<LinedJson> references)) {
          for (LinedJson reference : references) {
            if (reference instanceof LinedJson.Obj ref
                && "purl".equals(ref.text("referenceType"))) {
              String purl = ref.text("referenceLocator");
              if (purl != null) {
                add(file, purl, one.line(), false, out);
              }
            }
          }
        }
      }
    }
  }

  private static void add(
      SourceFile file, String purl, int line, boolean dev, Extraction.Collector out) {
    Named named = parse(purl);
    if (named == null || named.version.isEmpty()) {
      out.unknown(purl, line, named == null ? "an ecosystem that is not matched" : "no version");
      return;
    }
    int end = purl.indexOf('?') >= 0 ? purl.indexOf('?') : purl.length();
    out.add(
        new FoundPackage(
            purl.substring(0, end),
            named.ecosystem,
            named.name,
            named.version,
            file.path(),
            line,
            false,
            null,
            dev,
            null,
            null,
            null));
  }

  /** Ecosystem, name and version of a package URL; null where it is none that we can match. */
  private static @Nullable Named parse(String purl) {
    if (!purl.startsWith("pkg:") || purl.length() > 2000) {
      return null;
    }
    String body = cut(cut(purl.substring(4), '#'), '?');
    int at = body.lastIndexOf('@');
    String version = at > 0 ? decode(body.substring(at + 1)) : "";
    String path = at > 0 ? body.substring(0, at) : body;
    int type = path.indexOf('/');
    int last = path.lastIndexOf('/');
    if (type < 0) {
      return null;
    }
    String name = decode(path.substring(last + 1));
    String space = last > type ? decode(path.substring(type + 1, last)) : "";
    String joined = space.isEmpty() ? name : space + "/" + name;
    return switch (path.substring(0, type)) {
      case "maven" -> new Named("Maven", space + ":" + name, version);
      case "npm" -> new Named("npm", joined, version);
      case "pypi" -> new Named("PyPI", name, version);
      case "golang" -> new Named("Go", joined, version);
      case "cargo" -> new Named("crates.io", name, version);
      case "nuget" -> new Named("NuGet", name, version);
      case "gem" -> new Named("RubyGems", name, version);
      case "composer" -> new Named("Packagist", joined, version);
      case "pub" -> new Named("Pub", name, version);
      case "hex" -> new Named("Hex", joined, version);
      default -> null;
    };
  }

  private static String cut(String text, char from) {
    int at = text.indexOf(from);
    return at < 0 ? text : text.substring(0, at);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
