package dev.brisach.kit.keys;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign what: OpenSSH's file of allowed signers ({@code ssh-keygen(1)}, ALLOWED SIGNERS).
 *
 * <p>Stricter than OpenSSH in one thing: a line that cannot be read is an error with its number and
 * not passed over, for a signer who is dropped in silence is a surprise in the wrong moment.
 */
public record AllowedSigners(List<Entry> entries) {
  private static final int MOST_CHARS = 4 << 20;
  private static final int MOST_LINES = 10_000;

  public AllowedSigners {
    entries = List.copyOf(entries);
  }

  /**
   * One line.
   *
   * @param line its number in the file
   * @param principals patterns with {@code *}, {@code ?} and {@code !}, separated by commas
   * @param key who
   * @param namespaces what the key may sign, as patterns; null for everything
   * @param after first moment at which signatures count; null for always
   * @param before last moment at which signatures count; null for ever
   */
  public record Entry(
      int line,
      String principals,
      VerifyingKey key,
      @Nullable String namespaces,
      @Nullable Instant after,
      @Nullable Instant before) {
    /** Whether this line lets its key sign for this purpose at this time. */
    public boolean allows(String namespace, Instant at) {
      return (namespaces == null || Patterns.match(namespaces, namespace))
          && (after == null || !at.isBefore(after))
          && (before == null || !at.isAfter(before));
    }

    /** Whether this line speaks of this person. */
    public boolean names(String principal) {
      return Patterns.match(principals, principal);
    }
  }

  /**
   * Reads such a file.
   *
   * @param zone the zone of times that end with no Z
   * @throws KeyFault for the first line that cannot be read
   */
  public static AllowedSigners read(String text, ZoneId zone) {
    if (text.length() > MOST_CHARS) {
      throw new KeyFault("too large for a list of signers");
    }
    List<Entry> entries = new ArrayList<>();
    List<String> lines = text.lines().limit(MOST_LINES + 1L).toList();
    if (lines.size() > MOST_LINES) {
      throw new KeyFault("more than " + MOST_LINES + " lines", MOST_LINES + 1);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        try {
          entries.add(entry(i + 1, line, zone));
        } catch (KeyFault e) {
          throw new KeyFault(e.getMessage(), i + 1);
        }
      }
    }
    return new AllowedSigners(entries);
  }

  private static Entry entry(int number, String line, ZoneId zone) {
    Words words = new Words(line);
    String principals = words.next();
    if (principals.isEmpty() || words.isDone()) {
      throw new KeyFault("a line has to read: PRINCIPALS [OPTIONS] KEYTYPE KEY");
    }
    String rest = words.rest();
    Map<String, String> options = Map.of();
    if (!isKeyType(rest)) {
      Words again = new Words(rest);
      options = options(again.options());
      rest = again.rest();
    }
    VerifyingKey key = PublicKeys.line(rest);
    Instant after = time(options, "valid-after", zone);
    Instant before = time(options, "valid-before", zone);
    if (after != null && before != null && !after.isBefore(before)) {
      throw new KeyFault("valid-before has to be later than valid-after");
    }
    return new Entry(number, principals, key, options.get("namespaces"), after, before);
  }

  private static boolean isKeyType(String rest) {
    return rest.startsWith("ssh-")
        || rest.startsWith("ecdsa-")
        || rest.startsWith("sk-ssh-")
        || rest.startsWith("sk-ecdsa-");
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new HashMap<>();
    for (String option : Words.parts(text)) {
      int equals = option.indexOf('=');
      String name = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
      switch (name) {
        case "namespaces", "valid-after", "valid-before" -> {
          if (equals < 0) {
            throw new KeyFault("the option " + name + " needs a value: " + name + "=\"…\"");
          }
          if (options.put(name, Words.unquoted(option.substring(equals + 1))) != null) {
            throw new KeyFault("the option " + name + " stands twice");
          }
        }
        case "cert-authority" ->
            throw new KeyFault("cert-authority is not supported: list the keys themselves");
        default ->
            throw new KeyFault(
                "unknown option: namespaces, valid-after and valid-before are known");
      }
    }
    return options;
  }

  private static @Nullable Instant time(Map<String, String> options, String name, ZoneId zone) {
    String text = options.get(name);
    return text == null ? null : SignerTimes.read(name, text, zone);
  }

  /** The lines by which this key may sign for this purpose at this time. */
  public List<Entry> of(VerifyingKey key, String namespace, Instant at) {
    return entries.stream()
        .filter(entry -> entry.key().equals(key) && entry.allows(namespace, at))
        .toList();
  }

  /** Whether this person may sign with this key for this purpose at this time. */
  public boolean allows(String principal, VerifyingKey key, String namespace, Instant at) {
    return of(key, namespace, at).stream().anyMatch(entry -> entry.names(principal));
  }
}
