package dev.brisach.bench.probe;

import dev.brisach.core.Digests;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Content of the files below a folder, to be compared with what is there later. */
public record FileHashes(SortedMap<String, String> hashes) {
  public FileHashes {
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
  }

  /** Hashes all files below a folder; links are hashed as links. */
  public static FileHashes of(Path folder) throws IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String content =
                Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? Digests.sha256(Files.readAllBytes(file))
                    : "no file";
            hashes.put(folder.relativize(file).toString(), content);
            return FileVisitResult.CONTINUE;
          }
        });
    return new FileHashes(hashes);
  }

  /** How many files came, went or changed. */
  public int differingFrom(FileHashes other) {
    int differing = 0;
    for (var entry : hashes.entrySet()) {
      if (!entry.getValue().equals(other.hashes.get(entry.getKey()))) {
        differing++;
      }
    }
    return differing
        + (int) other.hashes.keySet().stream().filter(name -> !hashes.containsKey(name)).count();
  }
}
