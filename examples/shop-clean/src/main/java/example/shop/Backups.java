package example.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

/** Copies of the database beside it. */
final class Backups {
  private final Database database;
  private final Path data;

  Backups(Database database, Path data) {
    this.database = database;
    this.data = data;
  }

  /** Makes the backup, named after this moment, and returns its name. */
  String make() throws IOException, SQLException {
    var folder = Files.createDirectories(data.resolve("backups"));
    String name = "shop-" + Instant.now().toEpochMilli() + ".db";
    try (var connection = database.connect();
        var vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, folder.resolve(name).toString());
      vacuum.execute();
    }
    return name;
  }
}
