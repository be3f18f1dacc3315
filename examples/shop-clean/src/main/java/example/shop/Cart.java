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

  static Cart of(Call call) throws IOException {
    var cart = new Cart();
    String cookie = call.cookie("CART");
    if (cookie == null || cookie.isEmpty()) {
      return cart;
    }
    try {
      Call.JSON.readValue(Base64.getUrlDecoder().decode(cookie), TYPE).forEach(cart::put);
      return cart;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new HttpError(400, "Not a cart");
    }
  }

  void saveTo(Call call) throws IOException {
    byte[] bytes = Call.JSON.writeValueAsBytes(quantities);
    call.setCookie("CART", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), 86400);
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
