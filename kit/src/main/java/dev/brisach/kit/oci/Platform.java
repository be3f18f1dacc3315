package dev.brisach.kit.oci;

import org.jspecify.annotations.Nullable;

/**
 * What an image runs on, in Go's words.
 *
 * @param os {@code linux}
 * @param architecture {@code amd64}, {@code arm64}
 * @param variant {@code v8}, or null
 */
public record Platform(String os, String architecture, @Nullable String variant) {
  /** Reads {@code os/architecture[/variant]}. */
  public static Platform parse(String text) throws OciException {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new OciException("not a platform: " + text + "; linux/amd64 would be one");
    }
    return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : null);
  }

  /** True where an image for this runs on the other; a variant that nobody names fits any. */
  public boolean fits(Platform other) {
    return os.equals(other.os)
        && architecture.equals(other.architecture)
        && (variant == null || other.variant == null || variant.equals(other.variant));
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
