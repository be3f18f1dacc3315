package example.shop;

import java.util.List;
import org.apache.commons.text.StringEscapeUtils;

/** The few pages that people see. */
final class Html {
  private Html() {}

  static String home(String words, List<Product> products) {
    var page = new StringBuilder();
    page.append("<form action=\"/\"><input name=\"q\" value=\"").append(escape(words));
    page.append("\"><button>Search</button></form><ul>");
    for (Product product : products) {
      page.append("<li><a href=\"/products/").append(product.id).append("\">");
      page.append(escape(product.name)).append("</a> ").append(price(product)).append("</li>");
    }
    return frame("Shop", page.append("</ul>").toString());
  }

  static String product(Product product, List<Review> reviews) {
    var page = new StringBuilder();
    page.append("<img width=\"120\" alt=\"\" src=\"/api/images?name=");
    page.append(escape(product.image)).append("\"><p>").append(escape(product.description));
    page.append("</p><p>").append(price(product)).append("</p><h2>Reviews</h2>");
    for (Review review : reviews) {
      page.append("<blockquote><b>").append(escape(review.author)).append("</b>: ");
      page.append(escape(review.text)).append("</blockquote>");
    }
    page.append("<form data-post=\"/api/products/").append(product.id).append("/reviews\">");
    page.append("<textarea name=\"text\"></textarea><button>Send</button></form>");
    return frame(product.name, page.toString());
  }

  static String login() {
    return frame(
        "Log in",
        "<form data-post=\"/api/login\"><input name=\"name\" autocomplete=\"username\">"
            + "<input name=\"password\" type=\"password\" autocomplete=\"current-password\">"
            + "<button>Log in</button></form>");
  }

  private static String frame(String title, String body) {
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + escape(title)
        + "</title><script src=\"/static/shop.js\" defer></script></head><body>"
        + "<nav><a href=\"/\">Shop</a> <a href=\"/login\">Log in</a></nav><h1>"
        + escape(title)
        + "</h1>"
        + body
        + "<p id=\"answer\"></p></body></html>";
  }

  private static String price(Product product) {
    return String.format("%d.%02d", product.priceCents / 100, product.priceCents % 100);
  }

  private static String escape(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }
}
