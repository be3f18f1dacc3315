package example.shop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cart, which everybody has. */
final class CartPages {
  private static final int CART_SECONDS = 86_400;

  private final Catalogue catalogue;

  CartPages(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void addTo(Router router) {
    router.on("GET", "/api/cart", call -> call.reply(200, lines(cart(call))));
    router.on("POST", "/api/cart/items", this::addToCart);
    router.on("DELETE", "/api/cart/items/{id}", this::removeFromCart);
  }

  private void addToCart(Call call) throws Exception {
    var body = call.json(Map.class);
    if (!(body.get("productId") instanceof Integer id)
        || !(body.get("quantity") instanceof Integer quantity)) {
      throw new HttpError(400, "productId and quantity are needed");
    }
    var cart = cart(call);
    cart.put(catalogue.get(id).id, quantity);
    save(cart, call);
    call.reply(200, lines(cart));
  }

  private void removeFromCart(Call call) throws Exception {
    var cart = cart(call);
    cart.remove(call.id());
    save(cart, call);
    call.reply(200, lines(cart));
  }

  /** The cart of whoever calls; an empty one at first. */
  static Cart cart(Call call) throws IOException {
    String text = call.cookie("CART");
    return text == null || text.isEmpty() ? new Cart() : Cart.parse(text);
  }

  static void save(Cart cart, Call call) throws IOException {
    call.setCookie("CART", cart.text(), CART_SECONDS);
  }

  private static List<Map<String, Object>> lines(Cart cart) {
    List<Map<String, Object>> lines = new ArrayList<>();
    cart.quantities()
        .forEach((id, quantity) -> lines.add(Map.of("productId", id, "quantity", quantity)));
    return lines;
  }
}
