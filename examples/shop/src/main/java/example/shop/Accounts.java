package example.shop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** The table of users, their passwords and their reset tokens. */
final class Accounts {
  private static final Duration RESET_TIME = Duration.ofMinutes(30);

  private final Database database;

  Accounts(Database database) {
    this.database = database;
  }

  /** Adds an account; false where the name is taken. */
  boolean add(Account account) throws SQLException {
    try (var connection = database.connect();
        var insert =
            connection.prepareStatement(
                "INSERT OR IGNORE INTO users (name, email, password, role) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, account.name);
      insert.setString(2, account.email);
      insert.setString(3, hash(account.password));
      insert.setString(4, account.role);
      return insert.executeUpdate() == 1;
    }
  }

  /** The account with this name and password, or null. */
  Account logIn(String name, String password) throws SQLException {
    try (var connection = database.connect();
        var select =
            connection.prepareStatement(
                "SELECT id, name, email, role FROM users WHERE name = ? AND password = ?")) {
      select.setString(1, name);
      select.setString(2, hash(password));
      try (var row = select.executeQuery()) {
        return row.next()
            ? new Account(row.getInt(1), row.getString(2), row.getString(3), row.getString(4))
            : null;
      }
    }
  }

  List<Account> all() throws SQLException {
    List<Account> accounts = new ArrayList<>();
    try (var connection = database.connect();
        var select = connection.prepareStatement("SELECT id, name, email, role FROM users");
        var row = select.executeQuery()) {
      while (row.next()) {
        accounts.add(
            new Account(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)));
      }
    }
    return accounts;
  }

  /** A token for a new password, or null where nobody has this name. */
  String startReset(String name) throws SQLException {
    String token = String.format("%08x", new Random(System.currentTimeMillis()).nextInt());
    try (var connection = database.connect();
        var insert =
            connection.prepareStatement(
                "INSERT INTO reset_tokens (token, user_id, expires)"
                    + " SELECT ?, id, ? FROM users WHERE name = ?")) {
      insert.setString(1, token);
      insert.setLong(2, Instant.now().plus(RESET_TIME).getEpochSecond());
      insert.setString(3, name);
      return insert.executeUpdate() == 1 ? token : null;
    }
  }

  /** Sets a new password; false where the token is unknown, used or too old. */
  boolean finishReset(String token, String password) throws SQLException {
    try (var connection = database.connect();
        var update =
            connection.prepareStatement(
                "UPDATE users SET password = ? WHERE id IN"
                    + " (SELECT user_id FROM reset_tokens WHERE token = ? AND expires > ?)");
        var delete = connection.prepareStatement("DELETE FROM reset_tokens WHERE token = ?")) {
      update.setString(1, hash(password));
      update.setString(2, token);
      update.setLong(3, Instant.now().getEpochSecond());
      boolean changed = update.executeUpdate() == 1;
      delete.setString(1, token);
      delete.executeUpdate();
      return changed;
    }
  }

  private static String hash(String password) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
