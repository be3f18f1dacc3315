package example.shop;

import java.io.IOException;
import java.util.Map;

/** Looking at products, their pictures and their reviews. */
final class CataloguePages {
  private static final int MAX_REVIEW = 2000;

  private final Catalogue catalogue;
  private final Images images;

  CataloguePages(Catalogue catalogue, Images images) {
    this.catalogue = catalogue;
    this.images = images;
  }

  void addTo(Router router) {
    router.on("GET", "/", this::home);
    router.on("GET", "/products/{id}", this::page);
    router.on("GET", "/static/shop.js", this::script);
    router.on("GET", "/api/products", this::search);
    router.on("GET", "/api/products/{id}", call -> call.reply(200, catalogue.get(call.id())));
    router.on(
        "GET",
        "/api/products/{id}/reviews",
        call -> call.reply(200, catalogue.reviews(catalogue.get(call.id()).id)));
    router.on("POST", "/api/products/{id}/reviews", this::review);
    router.on("GET", "/api/images", this::image);
  }

  private void home(Call call) throws Exception {
    String words = call.param("q", "");
    call.html(Html.home(words, catalogue.search(words)));
  }

  private void page(Call call) throws Exception {
    var product = catalogue.get(call.id());
    call.html(Html.product(product, catalogue.reviews(product.id)));
  }

  private void script(Call call) throws IOException {
    try (var in = CataloguePages.class.getResourceAsStream("/static/shop.js")) {
      call.send(200, "text/javascript; charset=utf-8", in.readAllBytes());
    }
  }

  private void search(Call call) throws Exception {
    call.reply(200, catalogue.search(call.param("q", "")));
  }

  private void review(Call call) throws Exception {
    var session = call.requireUser();
    var product = catalogue.get(call.id());
    var text = call.json(Map.class).get("text");
    if (!(text instanceof String words) || words.isBlank() || words.length() > MAX_REVIEW) {
      throw new HttpError(400, "A review has 1 to " + MAX_REVIEW + " characters");
    }
    catalogue.addReview(product.id, new Review(session.name(), words));
    call.reply(201, Map.of("status", "Thank you"));
  }

  private void image(Call call) throws IOException {
    call.send(200, "image/svg+xml", images.read(call.param("name", "")));
  }
}
