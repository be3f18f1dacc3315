package dev.brisach.code.java;

import java.util.List;

/** All Java checks. A new one is its class, its card and one line here. */
public final class JavaChecks {
  private JavaChecks() {}

  /** The checks in the order of their ids. */
  public static List<JavaCheck> all() {
    return List.of(
        new CommandInjection(),
        new CookieFlags(),
        new MissingAuthorisation(),
        new PathTraversal(),
        new PredictableRandom(),
        new SqlInjection(),
        new TlsTrust(),
        new UnsafeDeserialisation(),
        new WeakCipher(),
        new WeakHash(),
        new XmlExternalEntities());
  }
}
