package dev.brisach.cli.report;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Collects HTML; all text is escaped, so that nothing of an examined project becomes markup. */
final class Markup {
  private static final int LONGEST = 4000;

  private final StringBuilder out = new StringBuilder();

  /** Markup of our own, as it is. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Text of any origin. */
  Markup text(String text) {
    out.append(escape(text));
    return this;
  }

  /** An element with text of any origin; {@code open} holds its name and fixed attributes. */
  Markup element(String open, String text) {
    int space = open.indexOf(' ');
    return raw("<" + open + ">")
        .text(text)
        .raw("</" + (space < 0 ? open : open.substring(0, space)) + ">");
  }

  /** A paragraph in which what stands between backquotes is code. */
  Markup prose(String open, String text) {
    raw("<" + open + ">");
    int from = 0;
    int start = text.indexOf('`');
    int end = start < 0 ? -1 : text.indexOf('`', start + 1);
    while (end > 0) {
      text(text.substring(from, start)).element("code", text.substring(start + 1, end));
      from = end + 1;
      start = text.indexOf('`', from);
      end = start < 0 ? -1 : text.indexOf('`', start + 1);
    }
    return text(text.substring(from)).raw("</p>");
  }

  /** A severity's word, coloured. */
  Markup severity(String word) {
    return raw("<span class=\"sev sev-" + word + "\">" + word + "</span> ");
  }

  /**
   * A link of a guidance card, {@code https://… (note)}; anything but https stays text. The note
   * says what it is; without one the address does.
   */
  Markup link(String link) {
    int space = link.indexOf(' ');
    String address = space < 0 ? link : link.substring(0, space);
    String note = space < 0 ? "" : link.substring(space + 1).strip();
    URI uri = https(address);
    if (uri == null) {
      return text(link);
    }
    String last = uri.getPath() == null ? "" : uri.getPath();
    String words = note.isEmpty() ? uri.getHost() + last : uri.getHost() + " " + note;
    return raw("<a rel=\"noreferrer noopener\" href=\"")
        .text(uri.toASCIIString())
        .raw("\">")
        .text(words)
        .raw("</a>");
  }

  private static @Nullable URI https(String address) {
    try {
      URI uri = new URI(address);
      return "https".equals(uri.getScheme()) && uri.getHost() != null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** How many characters there are so far. */
  int length() {
    return out.length();
  }

  /** Text for element content and quoted attributes; what is very long is cut. */
  static String escape(String text) {
    int end = Math.min(text.length(), LONGEST);
    StringBuilder safe = new StringBuilder(end + 16);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(isSafe(text, i, c) ? c : '\ufffd');
      }
    }
    return end < text.length() ? safe.append(" …").toString() : safe.toString();
  }

  /** No control characters, no half characters, nothing that turns the direction of text. */
  private static boolean isSafe(String text, int at, char c) {
    if (c == '\n' || c == '\t') {
      return true;
    }
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return !Character.isISOControl(c) && !turns;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
