package dev.brisach.cli;

import dev.brisach.kit.sandbox.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Carries out a few real commands in one process, so that the launcher's AOT cache holds what daily
 * work needs. Not a command of the program.
 */
final class Training {
  private Training() {}

  /** Trains over the example in the checkout at {@code args[0]}; never changes it. */
  public static void main(String[] args) throws IOException {
    Path here = Path.of(args[0]);
    Main.execute("--help");
    Main.execute("run", "--help");
    Path example = here.resolve("examples/shop");
    if (Files.isDirectory(example)) {
      Main.execute("config", example.toString());
      for (String format : new String[] {"text", "json", "sarif", "html"}) {
        Main.execute("run", "--no-ledger", "--format", format, example.toString());
      }
    }
    release(Files.createTempDirectory("brisach-training-"));
    System.exit(0);
  }

  private static void release(Path folder) throws IOException {
    try {
      String app = Files.writeString(folder.resolve("app"), "an artifact").toString();
      String key = folder.resolve("key").toString();
      Main.execute("release", "keygen", key, "--no-passphrase");
      Main.execute("release", "sign", app, "--key", key);
      Main.execute("release", "verify", app, "--key", key + ".pub");
    } finally {
      Folders.delete(folder);
    }
  }
}
