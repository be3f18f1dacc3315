package example.shop;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of orders. */
final class Orders {
  private static final String COLUMNS = "id, user_id, created, status, note, total_cents";

  private final Database database;
  private final CardVault vault;

  Orders(Database database, CardVault vault) {
    this.database = database;
    this.vault = vault;
  }

  /** Makes an order of a cart at the prices of this moment. */
  Order create(int userId, Cart cart, String note, Catalogue catalogue) throws SQLException {
    int total = 0;
    for (var line : cart.quantities().entrySet()) {
      total =
          Math.addExact(
              total, Math.multiplyExact(catalogue.get(line.getKey()).priceCents, line.getValue()));
    }
    String created = Instant.now().toString();
    try (var connection = database.connect();
        var insert =
            connection.prepareStatement(
                "INSERT INTO orders (user_id, created, status, note, total_cents)"
                    + " VALUES (?, ?, 'new', ?, ?) RETURNING id");
        var item = connection.prepareStatement("INSERT INTO order_items VALUES (?, ?, ?, ?)")) {
      connection.setAutoCommit(false);
      insert.setInt(1, userId);
      insert.setString(2, created);
      insert.setString(3, note);
      insert.setInt(4, total);
      int id;
      try (var row = insert.executeQuery()) {
        row.next();
        id = row.getInt(1);
      }
      for (var line : cart.quantities().entrySet()) {
        item.setInt(1, id);
        item.setInt(2, line.getKey());
        item.setInt(3, line.getValue());
        item.setInt(4, catalogue.get(line.getKey()).priceCents);
        item.executeUpdate();
      }
      connection.commit();
      return new Order(id, userId, created, "new", note, total);
    }
  }

  /** The order of this user with this id; an error 404 where there is none. */
  Order get(int id, int userId) throws SQLException {
    try (var connection = database.connect();
        var select =
            connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM orders WHERE id = ? AND user_id = ?")) {
      select.setInt(1, id);
      select.setInt(2, userId);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          throw new HttpError(404, "No such order");
        }
        return order(row);
      }
    }
  }

  List<Order> of(int userId) throws SQLException {
    try (var connection = database.connect();
        var select =
            connection.prepareStatement("SELECT " + COLUMNS + " FROM orders WHERE user_id = ?")) {
      select.setInt(1, userId);
      try (var row = select.executeQuery()) {
        return orders(row);
      }
    }
  }

  List<Order> all() throws SQLException {
    try (var connection = database.connect();
        var select = connection.prepareStatement("SELECT " + COLUMNS + " FROM orders");
        var row = select.executeQuery()) {
      return orders(row);
    }
  }

  /** Writes down how a payment went, with the card for the next time. */
  void setPaid(int id, String status, String card) throws SQLException {
    try (var connection = database.connect();
        var update =
            connection.prepareStatement("UPDATE orders SET status = ?, card = ? WHERE id = ?")) {
      update.setString(1, status);
      update.setString(2, vault.seal(card));
      update.setInt(3, id);
      update.executeUpdate();
    }
  }

  private static List<Order> orders(ResultSet row) throws SQLException {
    List<Order> orders = new ArrayList<>();
    while (row.next()) {
      orders.add(order(row));
    }
    return orders;
  }

  private static Order order(ResultSet row) throws SQLException {
    return new Order(
        row.getInt(1),
        row.getInt(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getInt(6));
  }
}
