package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.Schema.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Makes texts: by pattern, else by format, else by what names usually mean. */
final class SampleText {
  private static final int MAX_LENGTH = 10_000;

  private final long seed;
  private final Set<String> unmet;
  private final Patterns patterns = new Patterns();

  SampleText(long seed, Set<String> unmet) {
    this.seed = seed;
    this.unmet = unmet;
  }

  /** A number that depends on seed and name only (SplitMix64's finaliser over the text). */
  static long mixed(long seed, String name) {
    long z = seed;
    for (int i = 0; i < name.length(); i++) {
      z = z * 0x9e3779b97f4a7c15L + name.charAt(i);
    }
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  String make(Schema schema, String name, String at) {
    Bounds bounds = schema.bounds();
    long mixed = mixed(seed, at);
    String text = formatted(schema.format() == null ? meant(name) : schema.format(), mixed);
    if (bounds.pattern() == null) {
      return sized(text, bounds);
    }
    String sized = sized(text, bounds);
    if (patterns.find(bounds.pattern(), sized) == Patterns.Match.YES) {
      return sized;
    }
    String made = PatternText.make(bounds.pattern(), Math.max(0, bounds.minLength()));
    if (made != null
        && patterns.find(bounds.pattern(), made) == Patterns.Match.YES
        && (bounds.maxLength() < 0 || made.length() <= bounds.maxLength())
        && made.length() >= bounds.minLength()) {
      return made;
    }
    unmet.add("no text was found for the pattern " + SchemaWords.shortened(bounds.pattern()));
    return sized;
  }

  /** The format that a name such as {@code contact_email} speaks of. */
  private static String meant(String name) {
    String word = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    if (word.endsWith("email") || word.endsWith("emailaddress")) {
      return "email";
    }
    if (word.endsWith("url") || word.endsWith("uri")) {
      return "uri";
    }
    if (word.endsWith("phone") || word.endsWith("phonenumber") || word.endsWith("telephone")) {
      return "phone";
    }
    if (word.endsWith("password")) {
      return "password";
    }
    return word.endsWith("uuid") || word.endsWith("guid") ? "uuid" : "";
  }

  private static String formatted(String format, long mixed) {
    String word = Long.toString(Math.floorMod(mixed, 36L * 36 * 36 * 36), 36);
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "email", "idn-email" -> "user." + word + "@example.com";
      case "uuid", "guid" ->
          new UUID((mixed & ~0xf000L) | 0x4000L, (mixed(mixed, "uuid") >>> 2) | (1L << 63))
              .toString();
      case "date" -> "2024-05-17";
      case "date-time", "datetime" -> "2024-05-17T10:00:00Z";
      case "time" -> "10:00:00Z";
      case "duration" -> "P1D";
      case "uri", "url", "iri" -> "https://example.com/" + word;
      case "uri-reference", "iri-reference" -> "/" + word;
      case "hostname", "idn-hostname" -> word + ".example.com";
      case "ipv4", "ip" -> "192.0.2." + (1 + Math.floorMod(mixed, 250L));
      case "ipv6" -> "2001:db8::" + Long.toHexString(1 + Math.floorMod(mixed, 60_000L));
      case "byte" ->
          Base64.getEncoder().encodeToString(("sample " + word).getBytes(StandardCharsets.UTF_8));
      case "password" -> "Sample-" + word + "-9x";
      case "phone" -> "+155501" + String.format(Locale.ROOT, "%05d", Math.floorMod(mixed, 99_999L));
      case "int32", "int64", "integer", "number", "decimal" -> "1";
      case "json-pointer" -> "/" + word;
      default -> "sample " + word;
    };
  }

  private static String sized(String text, Bounds bounds) {
    String sized = text;
    if (bounds.maxLength() >= 0 && sized.length() > bounds.maxLength()) {
      sized = sized.replace(" ", "");
      sized = sized.length() > bounds.maxLength() ? sized.substring(0, bounds.maxLength()) : sized;
    }
    int missing = Math.min(bounds.minLength(), MAX_LENGTH) - sized.length();
    return missing > 0 ? sized + "a".repeat(missing) : sized;
  }
}
