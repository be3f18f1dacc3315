package dev.brisach.core.json;

/** Text that is not the JSON that was asked for; the message names line and column where known. */
public final class JsonFault extends RuntimeException {
  private static final int MAX = 500;

  private final int line;

  public JsonFault(String message) {
    this(message, 0);
  }

  public JsonFault(String message, int line) {
    super(oneLine(message));
    this.line = line;
  }

  /** What the text says may be hostile: one line of bounded length, without control characters. */
  private static String oneLine(String message) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < Math.min(message.length(), MAX); i++) {
      char c = message.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return line.toString();
  }

  /** 1-based line; 0 where unknown. */
  public int line() {
    return line;
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
