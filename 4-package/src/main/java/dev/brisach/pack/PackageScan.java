package dev.brisach.pack;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Finding;
import dev.brisach.core.json.Json;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.pack.archive.ArchiveReader;
import dev.brisach.pack.extract.Extraction;
import dev.brisach.pack.extract.Extractors;
import dev.brisach.pack.extract.FoundPackage;
import dev.brisach.pack.extract.Sboms;
import dev.brisach.pack.version.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One look at a folder, an archive, a manifest or a bill of materials, outside of a run: its
 * packages with their known vulnerabilities.
 */
public record PackageScan(TreePackages packages, List<Finding> findings) {
  private static final String COMPONENT = "package.vulnerable-component";
  private static final String ARCHIVE = "package.archive";

  public PackageScan {
    findings = List.copyOf(findings);
  }

  /** Looks at a path; one of no kind that we read is a {@link BrisachException}. */
  public static PackageScan of(Path path, AdvisoryIndex index) {
    return of(path, index, null);
  }

  /**
   * Looks at a path, with Maven's local repository for what POMs name but do not hold.
   *
   * @param mavenRepository usually {@code .m2/repository} in the user's home; may be absent
   */
  public static PackageScan of(Path path, AdvisoryIndex index, @Nullable Path mavenRepository) {
    if (Files.isDirectory(path)) {
      SourceTree tree = SourceTree.read(path);
      return judge(TreePackages.read(tree, index, mavenRepository), new GoImports(tree), index);
    }
    if (!Files.isRegularFile(path)) {
      throw new BrisachException(ErrorCode.USAGE, path + ": no such file or folder");
    }
    try {
      return judge(
          TreePackages.of(path.getFileName().toString(), extract(path, index)),
          new GoImports(null),
          index);
    } catch (Unreadable e) {
      throw new BrisachException(ErrorCode.USAGE, path + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Extraction extract(Path path, AdvisoryIndex index) throws IOException {
    String name = path.getFileName().toString();
    if (FileTypes.of(name, new byte[1]).contains(FileTypes.ARCHIVE)) {
      return ArchiveReader.read(path, name, index::mavenNames);
    }
    SourceFile file = readFile(path, name);
    if (Sboms.isSbom(file)) {
      return Sboms.read(file);
    }
    if (!file.entry().is(FileTypes.MANIFEST)) {
      throw new Unreadable(
          0, "neither a folder, an archive, a manifest nor a bill of materials in JSON");
    }
    return new Extractors().extract(file);
  }

  private static SourceFile readFile(Path path, String name) throws IOException {
    long size = Files.size(path);
    if (size > SourceTree.MAX_FILE) {
      throw new Unreadable(0, "larger than " + (SourceTree.MAX_FILE >> 20) + " MiB");
    }
    Path real = path.toRealPath();
    Path folder = real.getParent();
    if (folder == null || !Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new Unreadable(0, "not a plain file");
    }
    SourceFile read =
        SourceTree.read(folder, new FileEntry(real.getFileName().toString(), size, Set.of(), ""));
    return new SourceFile(
        new FileEntry(name, size, FileTypes.of(name, read.bytes()), read.entry().digest()),
        read.bytes());
  }

  private static PackageScan judge(TreePackages packages, GoImports imports, AdvisoryIndex index) {
    List<Finding> findings = new ArrayList<>();
    SortedMap<String, String> gaps = new TreeMap<>(packages.notJudged());
    Set<String> seen = new HashSet<>();
    for (FoundPackage one : packages.packages()) {
      if (!index.knows(one.ecosystem())) {
        gaps.putIfAbsent(one.file(), "the advisories hold nothing about " + one.ecosystem());
      } else if (Versions.of(one.ecosystem()).isVersion(one.version())
          && seen.add(
              one.via() == null ? one.file() + ' ' + one.purl() : one.purl() + one.development())) {
        boolean archive = one.line() == 0;
        findings.addAll(
            new ComponentFindings(archive ? ARCHIVE : COMPONENT, index, imports)
                .of(
                    one,
                    id ->
                        gaps.merge(
                            one.file(),
                            id + " lies in a part of " + one.name() + " that no file here imports",
                            (a, b) -> a.length() > 1000 ? a : a + "; " + b)));
      }
    }
    return new PackageScan(new TreePackages(packages.packages(), gaps, packages.notes()), findings);
  }

  /**
   * The members that a package finding has in machine output besides those of every finding: {@code
   * advisory}, {@code aliases}, {@code fixedIn}, {@code presence}, {@code kev}.
   */
  public static Json.Obj members(Finding finding) {
    Json.Builder out = Json.object();
    finding
        .details()
        .forEach((name, value) -> {
          switch (name) {
            case "aliases", "fixedIn" -> out.put(name, List.of(value.split(",", -1)));
            case "kev" -> out.put(name, value.equals("true"));
            case "advisory", "presence" -> out.put(name, value);
            default -> {}
          }
        });
    return out.build();
  }
}
