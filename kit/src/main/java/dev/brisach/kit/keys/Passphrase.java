package dev.brisach.kit.keys;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The passphrase of a key; never shown. */
public final class Passphrase {
  private final char[] chars;

  private Passphrase(char[] chars) {
    this.chars = chars;
  }

  /** One of these characters; an empty one is a {@link KeyFault}. */
  public static Passphrase of(char[] chars) {
    if (chars.length == 0) {
      throw new KeyFault("the passphrase is empty");
    }
    return new Passphrase(chars.clone());
  }

  /** One of this text, as a variable or a file holds it. */
  public static Passphrase of(String text) {
    return of(text.toCharArray());
  }

  char[] chars() {
    return chars.clone();
  }

  byte[] bytes() {
    ByteBuffer room = ByteBuffer.allocate(4 * chars.length);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(chars), room, true);
    byte[] bytes = Arrays.copyOf(room.array(), room.position());
    Arrays.fill(room.array(), (byte) 0);
    return bytes;
  }

  @Override
  public String toString() {
    return "a passphrase";
  }
}
