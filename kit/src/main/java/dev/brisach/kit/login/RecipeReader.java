package dev.brisach.kit.login;

import dev.brisach.kit.yaml.Form;
import java.util.Set;

/** Reads a user of {@code brisach.yaml}. */
public final class RecipeReader {
  /** Keys of a user. */
  public static final Set<String> KEYS = Set.of("roles", "bearer", "probe");

  private static final Set<String> REFERENCE = Set.of("env", "file", "random");

  private RecipeReader() {}

  /** The recipe of a user; a fault is a usage error with its line. */
  public static Recipe read(Form user) {
    Form bearer = user.form("bearer", "bearer", REFERENCE);
    if (bearer == null) {
      throw user.fault("roles", "needs a way to log in beside it: bearer");
    }
    return new Recipe(user.texts("roles"), new Recipe.Bearer(reference(bearer)), null);
  }

  static SecretRef reference(Form form) {
    if (form.has("env")) {
      return new SecretRef.Variable(form.need("env"));
    }
    return form.has("file")
        ? new SecretRef.InFile(form.need("file"))
        : new SecretRef.Random(form.need("random"));
  }
}
