package dev.brisach.pack;

import dev.brisach.pack.extract.FoundPackage;
import dev.brisach.pack.extract.FoundPackage.VersionPlace;
import org.jspecify.annotations.Nullable;

/** The exact change that mends a vulnerable package, in words. */
final class FixWords {
  private FixWords() {}

  /**
   * The change.
   *
   * @param fixed the nearest good version; null where none is known
   * @param all the nearest version without any known vulnerability, where it is another one
   */
  static String of(FoundPackage found, @Nullable String fixed, @Nullable String all, int known) {
    if (fixed == null) {
      return "no fixed version of " + found.name() + " is known: remove it, or replace it";
    }
    String wanted = version(found, fixed);
    String more =
        all == null || all.equals(fixed)
            ? ""
            : "; " + version(found, all) + " mends all " + known + " known vulnerabilities";
    return change(found, wanted) + more;
  }

  private static String version(FoundPackage found, String version) {
    return found.ecosystem().equals("Go") && !version.startsWith("v") ? "v" + version : version;
  }

  private static String change(FoundPackage found, String wanted) {
    VersionPlace place = found.place();
    if (place != null) {
      return place.property() == null
          ? "set version " + wanted + " in " + place.file() + " line " + place.line()
          : "set property "
              + place.property()
              + " to "
              + wanted
              + " in "
              + place.file()
              + " line "
              + place.line();
    }
    if (found.inside() != null) {
      return "rebuild " + found.file() + " with " + found.name() + " " + wanted;
    }
    if (found.line() == 0) {
      return "replace " + found.file() + " by version " + wanted;
    }
    if (found.via() != null) {
      return "raise "
          + found.via()
          + " in "
          + found.file()
          + " line "
          + found.line()
          + ", which brings it in, or manage "
          + found.name()
          + " at version "
          + wanted;
    }
    if (found.file().endsWith("pom.xml")) {
      return "state version "
          + wanted
          + " for "
          + found.name()
          + " in "
          + found.file()
          + " line "
          + found.line()
          + ", or raise the parent or BOM that decides it";
    }
    String renew = renew(found, wanted);
    return found.direct()
        ? "raise " + found.name() + " to " + wanted + " and renew " + found.file() + renew
        : "raise what brings "
            + found.name()
            + " in, or override it to "
            + wanted
            + ", and renew "
            + found.file()
            + renew;
  }

  private static String renew(FoundPackage found, String wanted) {
    String name = found.name();
    return switch (found.file().substring(found.file().lastIndexOf('/') + 1)) {
      case "package-lock.json", "npm-shrinkwrap.json" ->
          found.direct()
              ? " (npm install " + name + "@" + wanted + ")"
              : " (npm update " + name + ")";
      case "yarn.lock" -> " (yarn upgrade " + name + ")";
      case "pnpm-lock.yaml" -> " (pnpm update " + name + ")";
      case "poetry.lock" -> " (poetry update " + name + ")";
      case "uv.lock" -> " (uv lock --upgrade-package " + name + ")";
      case "Pipfile.lock" -> " (pipenv update " + name + ")";
      case "Cargo.lock" -> " (cargo update -p " + name + " --precise " + wanted + ")";
      case "gradle.lockfile" -> " (gradle dependencies --write-locks)";
      default -> "";
    };
  }
}
