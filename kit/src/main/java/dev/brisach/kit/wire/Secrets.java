package dev.brisach.kit.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Values that may not be seen: what is added here is masked wherever a wire writes something down,
 * also percent-encoded, in base64 and inside a JSON text.
 */
public final class Secrets {
  /** What stands in a value's place. */
  public static final String MASK = "[hidden]";

  private static final int SHORTEST = 3;

  private static final Set<String> NAMES =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  private static final List<String> PARTS =
      List.of("api-key", "apikey", "token", "secret", "password", "session", "csrf", "xsrf");

  /** All forms of all values, the longest first; replaced as a whole, never changed. */
  private volatile List<String> values = List.of();

  /** Hides a value from now on; one shorter than three characters would hide half the journal. */
  public void add(String value) {
    if (value.length() < SHORTEST) {
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    List<String> forms =
        List.of(
            value,
            new String(bytes, StandardCharsets.ISO_8859_1),
            URLEncoder.encode(value, StandardCharsets.UTF_8),
            URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            value.replace("\\", "\\\\").replace("\"", "\\\""),
            value.replace("/", "\\/"));
    synchronized (this) {
      values =
          Stream.concat(values.stream(), forms.stream())
              .distinct()
              .sorted(Comparator.comparingInt(String::length).reversed())
              .toList();
    }
  }

  /** The text with every hidden value masked. */
  public String mask(String text) {
    String masked = text;
    for (String value : values) {
      if (masked.contains(value)) {
        masked = masked.replace(value, MASK);
      }
    }
    return masked;
  }

  /** A header's value, masked whole where its name says that it is a credential. */
  public String mask(String header, String value) {
    String name = header.toLowerCase(Locale.ROOT);
    return NAMES.contains(name) || PARTS.stream().anyMatch(name::contains) ? MASK : mask(value);
  }

  boolean none() {
    return values.isEmpty();
  }
}
