package dev.brisach.kit.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a tar file in the pax format whose bytes depend on nothing but what is put in: one time
 * for all entries, no names of users, and an extended header only where the plain one is too short.
 */
public final class TarWriter implements AutoCloseable {
  private static final int BLOCK = 512;
  private static final long MOST_OCTAL = 0_77777777777L;

  private final OutputStream out;
  private final long seconds;

  /**
   * Over a stream, which is closed with it.
   *
   * @param seconds the time of all entries, since 1970
   */
  public TarWriter(OutputStream out, long seconds) {
    this.out = out;
    this.seconds = Math.max(0, Math.min(seconds, MOST_OCTAL));
  }

  /** A folder. */
  public void folder(String path, int mode, long user, long group) throws IOException {
    header(path + "/", '5', mode, user, group, 0, "");
  }

  /** A symbolic link. */
  public void symlink(String path, String target, long user, long group) throws IOException {
    header(path, '2', 0777, user, group, 0, target);
  }

  /** A file with exactly so many bytes. */
  public void file(String path, int mode, long user, long group, long size, InputStream content)
      throws IOException {
    header(path, '0', mode, user, group, size, "");
    byte[] buffer = new byte[1 << 16];
    long left = size;
    while (left > 0) {
      int n = content.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new IOException(path + " became shorter while it was read");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
    if (content.read() >= 0) {
      throw new IOException(path + " became longer while it was read");
    }
    pad(size);
  }

  /** A file with these bytes. */
  public void file(String path, int mode, byte[] bytes) throws IOException {
    header(path, '0', mode, 0, 0, bytes.length, "");
    out.write(bytes);
    pad(bytes.length);
  }

  /** Ends the tar and closes the stream. */
  @Override
  public void close() throws IOException {
    try (out) {
      out.write(new byte[2 * BLOCK]);
    }
  }

  private void header(
      String name, char type, int mode, long user, long group, long size, String link)
      throws IOException {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] linkBytes = link.getBytes(StandardCharsets.UTF_8);
    StringBuilder extended = new StringBuilder();
    if (nameBytes.length > 100 || !ascii(name)) {
      record(extended, "path", name);
    }
    if (linkBytes.length > 100 || !ascii(link)) {
      record(extended, "linkpath", link);
    }
    if (size > MOST_OCTAL) {
      record(extended, "size", Long.toString(size));
    }
    if (!extended.isEmpty()) {
      byte[] bytes = extended.toString().getBytes(StandardCharsets.UTF_8);
      byte[] own = "pax".getBytes(StandardCharsets.UTF_8);
      block(own, 'x', 0644, 0, 0, bytes.length, new byte[0]);
      out.write(bytes);
      pad(bytes.length);
    }
    block(nameBytes, type, mode, user, group, size > MOST_OCTAL ? 0 : size, linkBytes);
  }

  private void block(
      byte[] name, char type, int mode, long user, long group, long size, byte[] link)
      throws IOException {
    byte[] block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(100, name.length));
    octal(block, 100, 8, mode & 07777);
    octal(block, 108, 8, user);
    octal(block, 116, 8, group);
    octal(block, 124, 12, size);
    octal(block, 136, 12, seconds);
    block[156] = (byte) type;
    System.arraycopy(link, 0, block, 157, Math.min(100, link.length));
    byte[] magic = "ustar\00000".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(magic, 0, block, 257, 8);
    octal(block, 329, 8, 0);
    octal(block, 337, 8, 0);
    java.util.Arrays.fill(block, 148, 156, (byte) ' ');
    long sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 7, sum);
    out.write(block);
  }

  /** A pax record counts its own length, digits and all. */
  private static void record(StringBuilder out, String key, String value) {
    int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
    int length = rest + 1;
    while (Integer.toString(length).length() + rest != length) {
      length = Integer.toString(length).length() + rest;
    }
    out.append(length).append(' ').append(key).append('=').append(value).append('\n');
  }

  private static void octal(byte[] block, int from, int length, long number) {
    String digits = Long.toOctalString(number);
    if (digits.length() > length - 1) {
      throw new IllegalArgumentException("A number too large for a tar: " + number);
    }
    String padded = "0".repeat(length - 1 - digits.length()) + digits;
    for (int i = 0; i < padded.length(); i++) {
      block[from + i] = (byte) padded.charAt(i);
    }
    block[from + length - 1] = 0;
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }

  private static boolean ascii(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 127);
  }
}
