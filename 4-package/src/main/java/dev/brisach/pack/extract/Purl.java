package dev.brisach.pack.extract;

import dev.brisach.pack.advisory.PackageNames;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes package URLs (ECMA-427) of the ecosystems we find. */
public final class Purl {
  private static final String PLAIN = ".-_~:";
  private static final String HEX = "0123456789ABCDEF";

  private Purl() {}

  /** The package URL of a package, its name as advisories spell it. */
  public static String of(Ecosystem ecosystem, String name, String version) {
    String path =
        switch (ecosystem) {
          case MAVEN -> name.replace(':', '/');
          case NPM, GO -> name.toLowerCase(Locale.ROOT);
          case PYPI -> PackageNames.normalise("PyPI", name);
          case CARGO -> name;
        };
    StringBuilder out = new StringBuilder("pkg:").append(ecosystem.type()).append('/');
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      encode(path.substring(from, slash), out).append('/');
      from = slash + 1;
    }
    encode(path.substring(from), out);
    return encode(version, out.append('@')).toString();
  }

  private static StringBuilder encode(String part, StringBuilder out) {
    for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN.indexOf(c) >= 0;
      if (plain) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out;
  }
}
