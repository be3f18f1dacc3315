package dev.brisach.pack.advisory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of bytes: numbers in seven-bit groups, texts as UTF-8 behind their length. */
final class Bytes {
  private byte[] data = new byte[1 << 16];
  private int size;

  int size() {
    return size;
  }

  byte[] toArray() {
    return Arrays.copyOf(data, size);
  }

  Bytes raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, data, size, more.length);
    size += more.length;
    return this;
  }

  Bytes number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      data[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    data[size++] = (byte) rest;
    return this;
  }

  Bytes text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return number(bytes.length).raw(bytes);
  }

  Bytes texts(Iterable<String> texts) {
    int count = 0;
    for (String _ : texts) {
      count++;
    }
    number(count);
    texts.forEach(this::text);
    return this;
  }

  private void room(int more) {
    if (size + more > data.length) {
      data = Arrays.copyOf(data, Math.max(size + more, Math.addExact(data.length, data.length)));
    }
  }
}
