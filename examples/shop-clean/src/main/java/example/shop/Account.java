package example.shop;

/** A person who can log in. Bound to JSON by its fields. */
public final class Account {
  public final int id;
  public final String name;
  public final String email;
  public final String role;

  Account(int id, String name, String email, String role) {
    this.id = id;
    this.name = name;
    this.email = email;
    this.role = role;
  }
}
