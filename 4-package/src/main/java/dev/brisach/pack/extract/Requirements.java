package dev.brisach.pack.extract;

import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.pack.version.Versions;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code requirements*.txt} of pip ("Requirements File Format"): pins are packages, ranges are
 * named as unknown; {@code -r} and {@code -c} files are read too where they are no manifests of
 * their own.
 */
final class Requirements implements Extractor {
  private static final int MAX_INCLUDES = 50;
  private static final Set<String> DEVELOPMENT =
      Set.of(
          "dev",
          "develop",
          "development",
          "test",
          "tests",
          "testing",
          "lint",
          "docs",
          "doc",
          "ci",
          "typing",
          "style");
  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9._-]{0,200})\\s{0,20}(?:\\[[^\\]]{0,500}\\])?\\s{0,20}(.{0,2000})");
  private static final Pattern PIN = Pattern.compile("\\(?={2,3}\\s{0,20}([^\\s,;*)]{1,200})\\)?");

  @Override
  public Extraction extract(SourceFile file, Siblings siblings) {
    Extraction.Collector out = new Extraction.Collector();
    read(file, siblings, new HashSet<>(Set.of(file.path())), out);
    return out.done();
  }

  private static void read(
      SourceFile file, Siblings siblings, Set<String> seen, Extraction.Collector out) {
    boolean dev = development(file.path());
    int number = 0;
    int start = 0;
    StringBuilder logical = new StringBuilder();
    for (String raw : (Iterable<String>) file.text().lines()::iterator) {
      number++;
      if (logical.isEmpty()) {
        start = number;
      }
      String line = withoutComment(raw);
      if (line.endsWith("\\") && logical.length() < 100_000) {
        logical.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      logical.append(line);
      one(file, logical.toString().strip(), start, dev, siblings, seen, out);
      logical.setLength(0);
    }
    one(file, logical.toString().strip(), start, dev, siblings, seen, out);
  }

  private static void one(
      SourceFile file,
      String line,
      int number,
      boolean dev,
      Siblings siblings,
      Set<String> seen,
      Extraction.Collector out) {
    if (line.isEmpty()) {
      return;
    }
    if (line.startsWith("-")) {
      option(file, line, number, siblings, seen, out);
      return;
    }
    String body = withoutOptions(line);
    int marker = body.indexOf(';');
    String wanted = (marker < 0 ? body : body.substring(0, marker)).strip();
    Matcher form = FORM.matcher(wanted);
    if (!form.matches()) {
      if (!wanted.startsWith(".") && !wanted.startsWith("/")) {
        out.unknown(NpmLock.clip(wanted), number, "not a requirement that can be read");
      }
      return;
    }
    String name = form.group(1);
    String range = form.group(2).strip();
    Matcher pin = PIN.matcher(range);
    if (pin.matches() && Versions.of("PyPI").isVersion(pin.group(1))) {
      out.add(
          new FoundPackage(
              Purl.of(Ecosystem.PYPI, name, pin.group(1)),
              Ecosystem.PYPI.osv(),
              name,
              pin.group(1),
              file.path(),
              number,
              true,
              dev ? "dev" : null,
              dev,
              new FoundPackage.VersionPlace(file.path(), number, null),
              null,
              null));
    } else if (range.startsWith("@") || range.startsWith(":") || wanted.contains("://")) {
      out.unknown(name, number, "not from the registry");
    } else {
      out.unknown(name, number, "no exact version" + (range.isEmpty() ? "" : ": " + range));
    }
  }

  private static void option(
      SourceFile file,
      String line,
      int number,
      Siblings siblings,
      Set<String> seen,
      Extraction.Collector out) {
    String included = null;
    for (String word : Set.of("-r", "--requirement", "-c", "--constraint")) {
      if (line.startsWith(word + " ") || line.startsWith(word + "=")) {
        included = line.substring(word.length() + 1).strip();
      }
    }
    if (included == null) {
      return;
    }
    SourceFile other = siblings.beside(file, included);
    if (other == null) {
      out.unknown(included, number, "included file is not in the tree");
    } else if (!other.entry().is(FileTypes.MANIFEST)
        && seen.size() < MAX_INCLUDES
        && seen.add(other.path())) {
      read(other, siblings, seen, out);
    }
  }

  /** A comment begins the line or stands behind white space. */
  private static String withoutComment(String line) {
    for (int at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
      if (at == 0 || line.charAt(at - 1) <= ' ') {
        return line.substring(0, at).stripTrailing();
      }
    }
    return line.stripTrailing();
  }

  private static String withoutOptions(String line) {
    int at = line.indexOf(" --");
    return at < 0 ? line : line.substring(0, at);
  }

  /** True where a word of the path speaks of development: {@code docs/}, {@code dev-…}. */
  private static boolean development(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    int from = 0;
    for (int i = 0; i <= lower.length(); i++) {
      if (i == lower.length() || !Character.isLetter(lower.charAt(i))) {
        if (DEVELOPMENT.contains(lower.substring(from, i))) {
          return true;
        }
        from = i + 1;
      }
    }
    return false;
  }
}
