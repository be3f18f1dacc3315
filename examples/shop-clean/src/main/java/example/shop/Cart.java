package example.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.Base64;
import java.util.TreeMap;

/** Quantities by product id. It travels in a cookie, so that visitors need no account. */
final class Cart {
  private static final int MAX_QUANTITY = 99;
  private static final int MAX_LINES = 50;
  private static final TypeReference<TreeMap<Integer, Integer>> TYPE = new TypeReference<>() {};

  private final TreeMap<Integer, Integer> quantities = new TreeMap<>();

  /** Reads what {@link #text} wrote. */
  static Cart parse(String text) throws IOException {
    try {
      var cart = new Cart();
      Call.JSON.readValue(Base64.getUrlDecoder().decode(text), TYPE).forEach(cart::put);
      return cart;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new HttpError(400, "Not a cart");
    }
  }

  /** The cart as a value for a cookie. */
  String text() throws IOException {
    byte[] bytes = Call.JSON.writeValueAsBytes(quantities);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  void put(int productId, int quantity) {
    if (quantity < 1 || quantity > MAX_QUANTITY) {
      throw new HttpError(400, "A quantity is 1 to " + MAX_QUANTITY);
    }
    quantities.put(productId, quantity);
    if (quantities.size() > MAX_LINES) {
      throw new HttpError(400, "A cart has at most " + MAX_LINES + " lines");
    }
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
