package example.shop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies of the database beside it. */
final class Backups {
  private final Path data;

  Backups(Path data) {
    this.data = data;
  }

  /** Makes the backup and returns what the copy command printed. */
  String make(String name) throws IOException, InterruptedException {
    var folder = Files.createDirectories(data.resolve("backups"));
    String command = "cp -v " + data.resolve("shop.db") + " " + folder + "/" + name + ".db 2>&1";
    var process = Runtime.getRuntime().exec(new String[] {"sh", "-c", command});
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
