package example.shop;

import java.time.Instant;

/** Who is logged in. */
record Session(int userId, String name, String role, Instant expires) {
  boolean isAdmin() {
    return role.equals("admin");
  }
}
