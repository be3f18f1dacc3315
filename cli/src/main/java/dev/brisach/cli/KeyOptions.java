package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.kit.keys.KeyFault;
import dev.brisach.kit.keys.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of a private key is to be had; never the passphrase itself. */
final class KeyOptions {
  /** Read where no option says otherwise. */
  static final String VARIABLE = "BRISACH_KEY_PASSPHRASE";

  @Option(
      names = "--passphrase-env",
      paramLabel = "NAME",
      description = "The variable with the key's passphrase (default: " + VARIABLE + ").")
  private String variable = VARIABLE;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "The file whose first line is the key's passphrase.")
  private @Nullable Path file;

  /** The passphrase, or null where there is none. */
  @Nullable Passphrase passphrase() {
    String text = file == null ? System.getenv(variable) : firstLine(file);
    try {
      return text == null || text.isEmpty() ? null : Passphrase.of(text);
    } catch (KeyFault e) {
      throw new BrisachException(ErrorCode.USAGE, e.getMessage());
    }
  }

  /** Where a person is to put it, for a message. */
  String words() {
    return file == null ? "the variable " + variable : "the file " + file;
  }

  private static String firstLine(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("");
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new BrisachException(ErrorCode.USAGE, file + ": the passphrase cannot be read there");
    }
  }
}
