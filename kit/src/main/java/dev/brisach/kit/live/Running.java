package dev.brisach.kit.live;

import dev.brisach.core.json.JsonPointer;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an environment tells which artifact runs there: one of three ways. */
public sealed interface Running {
  /** A SHA-256 as it is written in answers, manifests and files of sums. */
  Pattern SHA256 = Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])");

  /** A file larger than this names no digest. */
  int MAX_TEXT = 4 << 20;

  /**
   * The service itself tells, so its word is worth as much as the service.
   *
   * @param path where it is asked
   * @param pointer JSON pointer into the answer; empty: the answer's text holds it
   */
  record Answered(String path, String pointer) implements Running {}

  /** A file of the project holds the digest that was rolled out, such as a manifest. */
  record Written(String file) implements Running {}

  /** The file that is started. */
  record Started(String file) implements Running {}

  /**
   * What was told.
   *
   * @param sha256 in lower hexadecimal digits, or empty where it was not told
   * @param words who told, or why not
   */
  record Told(String sha256, String words) {
    private static Told not(String why) {
      return new Told("", why);
    }
  }

  /** Asks. */
  default Told ask(LiveService service, Path root) {
    return switch (this) {
      case Answered(String path, String pointer) -> answered(service, path, pointer);
      case Written(String file) -> written(root, file);
      case Started(String file) -> started(root, file);
    };
  }

  private static Told answered(LiveService service, String path, String pointer) {
    Exchange exchange;
    try {
      exchange = service.wire().send(Exchange.Request.of("GET", path));
    } catch (WireException e) {
      return Told.not("GET " + path + ": " + e.getMessage());
    }
    int status = exchange.response().status();
    if (status != 200) {
      return Told.not("GET " + path + " answers " + status);
    }
    String text =
        pointer.isEmpty()
            ? exchange.response().text()
            : JsonPointer.value(exchange.response().body(), pointer);
    return text == null
        ? Told.not("GET " + path + " has nothing at " + pointer)
        : only(text, "GET " + path);
  }

  private static Told written(Path root, String name) {
    Path file = root.resolve(name).normalize();
    try {
      if (!file.startsWith(root) || !Files.isRegularFile(file) || Files.size(file) > MAX_TEXT) {
        return Told.not(name + ": there is no such file of text in the project");
      }
      return only(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1), name);
    } catch (IOException e) {
      return Told.not(name + ": cannot be read");
    }
  }

  private static Told started(Path root, String name) {
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      return Told.not(name + ": there is no such file in the project");
    }
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(java.io.OutputStream.nullOutputStream());
      return new Told(HexFormat.of().formatHex(digest.getMessageDigest().digest()), name);
    } catch (IOException e) {
      return Told.not(name + ": cannot be read");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Told only(String text, String where) {
    TreeSet<String> found = new TreeSet<>();
    for (Matcher one = SHA256.matcher(text); one.find() && found.size() < 2; ) {
      found.add(one.group().toLowerCase(java.util.Locale.ROOT));
    }
    return switch (found.size()) {
      case 0 -> Told.not(where + " names no SHA-256");
      case 1 -> new Told(found.first(), where);
      default -> Told.not(where + " names several digests; which one runs cannot be told");
    };
  }
}
