package example.shop;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Products and their reviews. */
final class Catalogue {
  private static final String COLUMNS = "id, name, description, price_cents, image";

  private final Database database;

  Catalogue(Database database) {
    this.database = database;
  }

  /** Products whose name or description holds the words. */
  List<Product> search(String words) throws SQLException {
    List<Product> found = new ArrayList<>();
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT id, name, description, price_cents, image FROM products"
                    + " WHERE name LIKE '%"
                    + words
                    + "%' OR description LIKE '%"
                    + words
                    + "%' ORDER BY name")) {
      while (row.next()) {
        found.add(product(row));
      }
    }
    return found;
  }

  /** The product with this id; an error 404 where there is none. */
  Product get(int id) throws SQLException {
    try (var connection = database.connect();
        var select =
            connection.prepareStatement("SELECT " + COLUMNS + " FROM products WHERE id = ?")) {
      select.setInt(1, id);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          throw new HttpError(404, "No such product");
        }
        return product(row);
      }
    }
  }

  void setPrice(int id, int cents) throws SQLException {
    try (var connection = database.connect();
        var update =
            connection.prepareStatement("UPDATE products SET price_cents = ? WHERE id = ?")) {
      update.setInt(1, cents);
      update.setInt(2, id);
      if (update.executeUpdate() == 0) {
        throw new HttpError(404, "No such product");
      }
    }
  }

  /** Adds all products or none. */
  void addAll(List<Product> products) throws SQLException {
    try (var connection = database.connect()) {
      connection.setAutoCommit(false);
      for (Product product : products) {
        add(connection, product);
      }
      connection.commit();
    }
  }

  private static void add(Connection connection, Product product) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO products (name, description, price_cents, image) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, product.name);
      insert.setString(2, product.description);
      insert.setInt(3, product.priceCents);
      insert.setString(4, product.image);
      insert.executeUpdate();
    }
  }

  List<Review> reviews(int productId) throws SQLException {
    List<Review> reviews = new ArrayList<>();
    try (var connection = database.connect();
        var select =
            connection.prepareStatement(
                "SELECT author, text FROM reviews WHERE product_id = ? ORDER BY id")) {
      select.setInt(1, productId);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          reviews.add(new Review(row.getString(1), row.getString(2)));
        }
      }
    }
    return reviews;
  }

  void addReview(int productId, Review review) throws SQLException {
    try (var connection = database.connect();
        var insert =
            connection.prepareStatement(
                "INSERT INTO reviews (product_id, author, text) VALUES (?, ?, ?)")) {
      insert.setInt(1, productId);
      insert.setString(2, review.author);
      insert.setString(3, review.text);
      insert.executeUpdate();
    }
  }

  private static Product product(ResultSet row) throws SQLException {
    return new Product(
        row.getInt(1), row.getString(2), row.getString(3), row.getInt(4), row.getString(5));
  }
}
