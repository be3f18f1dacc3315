package example.shop;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;
import java.util.TreeMap;

/** Quantities by product id. It travels in a cookie, so that visitors need no account. */
final class Cart {
  private static final int MAX_QUANTITY = 99;

  private final TreeMap<Integer, Integer> quantities;

  Cart() {
    this(new TreeMap<>());
  }

  private Cart(TreeMap<Integer, Integer> quantities) {
    this.quantities = quantities;
  }

  /** Reads what {@link #text} wrote. */
  static Cart parse(String text) throws IOException {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      @SuppressWarnings("unchecked")
      var quantities = (TreeMap<Integer, Integer>) in.readObject();
      return new Cart(quantities);
    } catch (ClassNotFoundException e) {
      throw new HttpError(400, "Not a cart");
    }
  }

  /** The cart as a value for a cookie. */
  String text() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(quantities);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  void put(int productId, int quantity) {
    if (quantity < 1 || quantity > MAX_QUANTITY) {
      throw new HttpError(400, "A quantity is 1 to " + MAX_QUANTITY);
    }
    quantities.put(productId, quantity);
  }

  void remove(int productId) {
    quantities.remove(productId);
  }

  void clear() {
    quantities.clear();
  }

  TreeMap<Integer, Integer> quantities() {
    return quantities;
  }
}
