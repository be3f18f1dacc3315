package dev.brisach.engine.decisions;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.kit.git.GitRevision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the files are read from that a project writes about itself: a checkout, or a revision. */
public interface OwnFiles {
  /** Largest file that is read. */
  int MAX_FILE = 8 << 20;

  /** The bytes of a plain file; null where there is none. */
  byte @Nullable [] read(String path);

  /** The names of the plain files in a folder itself, sorted; none where there is no folder. */
  List<String> list(String folder);

  /** The text of a file; null where there is none; no UTF-8 is a usage error. */
  default @Nullable String text(String path) {
    byte[] bytes = read(path);
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw BrisachException.usage(path, 0, "is not UTF-8 text");
    }
  }

  /** The files of a folder on disk; links are not followed. */
  static OwnFiles in(Path root) {
    return new OwnFiles() {
      @Override
      public byte @Nullable [] read(String path) {
        Path file = root.resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          return null;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
          byte[] bytes = in.readNBytes(MAX_FILE + 1);
          if (bytes.length > MAX_FILE) {
            throw BrisachException.usage(path, 0, "is larger than " + (MAX_FILE >> 20) + " MiB");
          }
          return bytes;
        } catch (IOException e) {
          throw unreadable(path, e);
        }
      }

      @Override
      public List<String> list(String folder) {
        Path place = root.resolve(folder);
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
          return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
          return files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .map(file -> String.valueOf(file.getFileName()))
              .sorted()
              .toList();
        } catch (IOException e) {
          throw unreadable(folder, e);
        }
      }
    };
  }

  private static BrisachException unreadable(String path, IOException e) {
    return new BrisachException(
        ErrorCode.ENVIRONMENT, path + ": cannot be read: " + e.getMessage(), e);
  }

  /** The files of a commit. */
  static OwnFiles at(GitRevision revision) {
    return new OwnFiles() {
      @Override
      public byte @Nullable [] read(String path) {
        return revision.read(path);
      }

      @Override
      public List<String> list(String folder) {
        return revision.list(folder);
      }
    };
  }
}
