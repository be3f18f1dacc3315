package dev.brisach.kit.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Unpacks gzip and deflate (RFC 9110, 8.4.1) up to the cap of a body and a ratio of growth. */
final class Unpacking {
  /** Below this size growth is harmless, whatever its ratio. */
  private static final int SMALL = 256 << 10;

  private static final int MAX_LAYERS = 2;

  private Unpacking() {}

  /** What is left after unpacking, and why it is not all; empty where it is. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Plain(byte[] bytes, String cut) {}

  static Plain of(byte[] packed, List<String> encodings, Limits limits) {
    List<String> layers = new ArrayList<>();
    for (String value : encodings) {
      for (String one : value.toLowerCase(Locale.ROOT).split(",")) {
        String name = one.strip();
        if (!name.isEmpty() && !name.equals("identity")) {
          layers.add(name);
        }
      }
    }
    if (layers.size() > MAX_LAYERS) {
      return new Plain(packed, "packed more than " + MAX_LAYERS + " times over");
    }
    Plain plain = new Plain(packed, "");
    for (String layer : layers.reversed()) {
      plain = plain.cut.isEmpty() && plain.bytes.length > 0 ? one(plain, layer, limits) : plain;
    }
    return plain;
  }

  private static Plain one(Plain packed, String layer, Limits limits) {
    byte[] bytes = packed.bytes;
    try {
      return switch (layer) {
        case "gzip", "x-gzip" ->
            unpacked(new GZIPInputStream(new ByteArrayInputStream(bytes)), bytes.length, limits);
        case "deflate" -> inflated(bytes, limits);
        case String other ->
            new Plain(bytes, "packed as " + ResponseReader.shown(other) + ", left as it came");
      };
    } catch (IOException e) {
      return new Plain(bytes, "not packed as " + layer + " although it says so");
    }
  }

  /** With or without the zlib frame: servers do both. */
  private static Plain inflated(byte[] bytes, Limits limits) throws IOException {
    boolean framed =
        bytes.length >= 2
            && (bytes[0] & 0x0f) == 8
            && ((bytes[0] & 0xff) * 256 + (bytes[1] & 0xff)) % 31 == 0;
    Inflater inflater = new Inflater(!framed);
    try {
      return unpacked(
          new InflaterInputStream(new ByteArrayInputStream(bytes), inflater), bytes.length, limits);
    } finally {
      inflater.end();
    }
  }

  private static Plain unpacked(InputStream in, int packed, Limits limits) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        int take = Math.min(n, limits.bodyCap() - out.size());
        out.write(buffer, 0, take);
        if (take < n) {
          return new Plain(
              out.toByteArray(), "longer than " + limits.bodyCap() + " bytes once unpacked");
        }
        if (out.size() > SMALL && out.size() / limits.ratio() > packed) {
          return new Plain(
              out.toByteArray(), "grows more than " + limits.ratio() + " times when unpacked");
        }
      }
    } catch (EOFException e) {
      return new Plain(out.toByteArray(), "ends in the middle of its packed data");
    }
    return new Plain(out.toByteArray(), "");
  }
}
