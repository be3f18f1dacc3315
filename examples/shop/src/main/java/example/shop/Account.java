package example.shop;

/** A person who can log in. Bound from and to JSON by its fields. */
public final class Account {
  public int id;
  public String name;
  public String email;
  public String password;
  public String role = "customer";

  Account() {}

  Account(int id, String name, String email, String role) {
    this.id = id;
    this.name = name;
    this.email = email;
    this.role = role;
  }
}
