package example.shop;

/** What a customer says of a product. */
public final class Review {
  public final String author;
  public final String text;

  Review(String author, String text) {
    this.author = author;
    this.text = text;
  }
}
