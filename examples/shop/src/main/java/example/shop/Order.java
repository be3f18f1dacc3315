package example.shop;

/** An order as its buyer sees it. Bound to JSON by its fields. */
public final class Order {
  public final int id;
  public final int userId;
  public final String created;
  public final String status;
  public final String note;
  public final int totalCents;

  Order(int id, int userId, String created, String status, String note, int totalCents) {
    this.id = id;
    this.userId = userId;
    this.created = created;
    this.status = status;
    this.note = note;
    this.totalCents = totalCents;
  }
}
