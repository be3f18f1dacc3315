package dev.brisach.kit.har;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.tree.Unreadable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads HAR 1.2 (the W3C draft of 2012, as browsers and proxies write it). Only requests and the
 * status of their answers are kept. A broken entry is a problem; a file that is none is {@link
 * Unreadable}.
 */
public final class HarReader {
  /** Largest file that is read. */
  public static final int MAX_BYTES = 64 << 20;

  /** Most entries that are read. */
  public static final int MAX_ENTRIES = 20_000;

  private static final int MAX_PAIRS = 1000;
  private static final int MAX_BODY = 2 << 20;
  private static final int MAX_PROBLEMS = 100;

  private final List<Har.Entry> entries = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private HarReader() {}

  /** The requests of a file's bytes. */
  public static Har read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new Unreadable(0, "larger than " + (MAX_BYTES >> 20) + " MiB");
    }
    Json.Obj top;
    try {
      top = JsonReader.readObject(withoutMark(bytes));
    } catch (JsonFault e) {
      throw new Unreadable(e.line(), e.getMessage());
    }
    if (!(top.object("log").get("entries") instanceof Json.Arr(List<Json> items))) {
      throw new Unreadable(1, "a HAR file without 'log.entries'");
    }
    HarReader reader = new HarReader();
    for (int i = 0; i < items.size(); i++) {
      if (i == MAX_ENTRIES) {
        reader.problems.add("more than " + MAX_ENTRIES + " entries, the rest is left out");
        break;
      }
      String problem = reader.entry(items.get(i));
      if (problem != null && reader.problems.size() < MAX_PROBLEMS) {
        reader.problems.add("entry " + (i + 1) + ": " + problem);
      }
    }
    return new Har(reader.entries, reader.problems);
  }

  private static byte[] withoutMark(byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return mark ? java.util.Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private @Nullable String entry(Json item) {
    if (!(item instanceof Json.Obj entry)) {
      return "is no object";
    }
    Json.Obj request = entry.object("request");
    String method = request.text("method");
    String url = request.text("url");
    if (method == null || url == null) {
      return "its request needs 'method' and 'url'";
    }
    if (!token(method)) {
      return "its method is none";
    }
    URI address = address(url);
    if (address == null) {
      return "its URL is no http or https address";
    }
    Json.Obj post = request.object("postData");
    String text = String.valueOf(post.text("text") == null ? "" : post.text("text"));
    if (text.length() > MAX_BODY) {
      return "its body is longer than " + (MAX_BODY >> 20) + " MiB";
    }
    String mime = post.text("mimeType");
    Har.Body body =
        post.members().isEmpty()
            ? null
            : new Har.Body(mime == null ? "" : mime, text, pairs(post.list("params")));
    entries.add(
        new Har.Entry(
            method.toUpperCase(Locale.ROOT),
            address,
            pairs(request.list("headers")),
            pairs(request.list("queryString")),
            body,
            Math.clamp(entry.object("response").number("status", 0), 0, 999)));
    return null;
  }

  private static boolean token(String method) {
    return !method.isEmpty()
        && method.length() <= 32
        && method
            .chars()
            .allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-');
  }

  /** An address with scheme and host; characters that browsers let pass are encoded. */
  private static @Nullable URI address(String url) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      boolean bad = " \"<>\\^`{|}".indexOf(c) >= 0;
      if (bad) {
        encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      } else {
        encoded.append(c);
      }
    }
    try {
      URI address = new URI(encoded.toString());
      String scheme = address.getScheme();
      boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      return http && address.getHost() != null ? address : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static List<Har.Pair> pairs(List<Json> items) {
    List<Har.Pair> pairs = new ArrayList<>();
    for (Json item : items) {
      if (item instanceof Json.Obj pair && pair.text("name") != null && pairs.size() < MAX_PAIRS) {
        String value = pair.text("value");
        pairs.add(new Har.Pair(pair.need("name"), value == null ? "" : value));
      }
    }
    return pairs;
  }
}
