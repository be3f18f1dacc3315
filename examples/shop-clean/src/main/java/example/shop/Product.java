package example.shop;

/** Something to buy; the image is a file name. Bound to JSON by its fields. */
public final class Product {
  public final int id;
  public final String name;
  public final String description;
  public final int priceCents;
  public final String image;

  Product(int id, String name, String description, int priceCents, String image) {
    this.id = id;
    this.name = name;
    this.description = description;
    this.priceCents = priceCents;
    this.image = image;
  }
}
