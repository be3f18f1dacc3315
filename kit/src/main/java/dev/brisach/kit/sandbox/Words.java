package dev.brisach.kit.sandbox;

/** What programs in a box printed, made fit for a message of ours. */
public final class Words {
  private Words() {}

  /** At most so many characters, without any that could steer a terminal. */
  public static String plain(String text, int most) {
    StringBuilder plain = new StringBuilder();
    int end = Math.min(text.length(), most);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      boolean steers =
          type == Character.CONTROL
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR
              || type == Character.SURROGATE;
      plain.append(steers ? ' ' : c);
    }
    return plain.toString().strip();
  }
}
