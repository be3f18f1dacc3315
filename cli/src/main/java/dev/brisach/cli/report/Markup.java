package dev.brisach.cli.report;

/** Collects HTML; all text is escaped, so that nothing of an examined project becomes markup. */
final class Markup {
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

  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c < 0x20 && c != '\n' && c != '\t' ? '\ufffd' : c);
      }
    }
    return safe.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
