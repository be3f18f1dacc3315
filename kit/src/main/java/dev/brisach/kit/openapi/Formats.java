package dev.brisach.kit.openapi;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Formats of texts that can be told for sure (OpenAPI 3.1.0 section 4.4, JSON Schema section 7).
 */
final class Formats {
  private Formats() {}

  /** False only where the format is one that we know and the text is surely not of it. */
  static boolean fits(String format, String text) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "uuid" -> uuid(text);
      case "date" -> date(text);
      case "date-time" -> dateTime(text);
      case "email" -> text.indexOf('@') > 0 && text.indexOf('@') < text.length() - 1;
      case "ipv4" -> ipv4(text);
      default -> true;
    };
  }

  private static boolean uuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !HexFormat.isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean date(String text) {
    try {
      return LocalDate.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean dateTime(String text) {
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T').toUpperCase(Locale.ROOT)) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      Double number = part.length() > 3 ? null : Values.number(part);
      if (number == null || number < 0 || number > 255) {
        return false;
      }
    }
    return true;
  }
}
