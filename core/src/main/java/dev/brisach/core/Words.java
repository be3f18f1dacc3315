package dev.brisach.core;

import java.util.Locale;

/** Spells enum constants as machine output does: lower case, with {@code -} between words. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E parse(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "Unknown " + type.getSimpleName().toLowerCase(Locale.ROOT) + ": " + word);
  }
}
