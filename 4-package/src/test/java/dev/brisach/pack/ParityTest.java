package dev.brisach.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.extract.Extractors;
import dev.brisach.pack.extract.FoundPackage;
import dev.brisach.testkit.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package sets of another scanner's recorded results, for the lock files that both read. */
class ParityTest {
  @TempDir Path folder;

  @Test
  void packageSetsEqualThoseOfAnotherScanner() throws IOException {
    Path corpus = Corpus.path("package/trivy");
    unpack(corpus.resolve("repo.zip"));
    int cases = 0;
    List<String> different = new ArrayList<>();
    for (String line : Files.readAllLines(corpus.resolve("cases.tsv"))) {
      String[] columns = line.split("\t", -1);
      Path input = folder.resolve(columns[1]);
      if (Files.isDirectory(input) && columns[4].contains("listAllPkgs")) {
        SourceTree tree = SourceTree.read(input);
        List<FileEntry> manifests = Extractors.manifests(tree);
        if (!manifests.isEmpty()) {
          cases++;
          Set<String> ours = ours(tree);
          Set<String> theirs = theirs(corpus.resolve(columns[2]));
          if (!ours.equals(theirs)) {
            different.add(columns[0] + ": ours " + ours + ", theirs " + theirs);
          }
        }
      }
    }
    System.out.println("package sets equal in " + (cases - different.size()) + " of " + cases);

    assertThat(cases).isPositive();
    assertThat(different).isEmpty();
  }

  /** Production packages: the recorded results leave out what only development needs. */
  private static Set<String> ours(SourceTree tree) {
    Set<String> names = new TreeSet<>();
    for (FoundPackage found : TreePackages.read(tree, null).packages()) {
      if (!found.development()) {
        names.add(found.name() + "@" + found.version());
      }
    }
    return names;
  }

  /** All but the project itself. */
  private static Set<String> theirs(Path golden) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Json result : JsonReader.readObject(Files.readAllBytes(golden)).list("Results")) {
      for (Json item : ((Json.Obj) result).list("Packages")) {
        Json.Obj one = (Json.Obj) item;
        if (!"root".equals(one.text("Relationship"))) {
          names.add(one.need("Name") + "@" + one.need("Version"));
        }
      }
    }
    return names;
  }

  private void unpack(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        assertThat(target.startsWith(folder)).isTrue();
        Files.createDirectories(target.getParent());
        Files.write(target, zip.readAllBytes());
      }
    }
  }
}
