package example.shop;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The table of users, their passwords and their reset tokens. */
final class Accounts {
  private static final Duration RESET_TIME = Duration.ofMinutes(30);

  private final Database database;
  private final SecureRandom random = new SecureRandom();

  Accounts(Database database) {
    this.database = database;
  }

  /** Adds an account; false where the name is taken. */
  boolean add(Account account, String password) throws SQLException {
    return addHashed(account, Passwords.hash(password));
  }

  boolean addHashed(Account account, String hash) throws SQLException {
    try (var connection = database.connect();
        var insert =
            connection.prepareStatement(
                "INSERT OR IGNORE INTO users (name, email, password, role) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, account.name);
      insert.setString(2, account.email);
      insert.setString(3, hash);
      insert.setString(4, account.role);
      return insert.executeUpdate() == 1;
    }
  }

  /** The account with this name and password, or null. */
  Account logIn(String name, String password) throws SQLException {
    try (var connection = database.connect();
        var select =
            connection.prepareStatement(
                "SELECT id, name, email, role, password FROM users WHERE name = ?")) {
      select.setString(1, name);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          Passwords.matches(password, Passwords.NOBODY);
          return null;
        }
        return Passwords.matches(password, row.getString(5))
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
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
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

  /** Sets a new password; the id of the user, or 0 where the token is unknown, used or too old. */
  int finishReset(String token, String password) throws SQLException {
    try (var connection = database.connect();
        var delete =
            connection.prepareStatement(
                "DELETE FROM reset_tokens WHERE token = ? RETURNING user_id, expires");
        var update = connection.prepareStatement("UPDATE users SET password = ? WHERE id = ?")) {
      delete.setString(1, token);
      int userId;
      try (var row = delete.executeQuery()) {
        if (!row.next() || row.getLong(2) < Instant.now().getEpochSecond()) {
          return 0;
        }
        userId = row.getInt(1);
      }
      update.setString(1, Passwords.hash(password));
      update.setInt(2, userId);
      update.executeUpdate();
      return userId;
    }
  }
}
