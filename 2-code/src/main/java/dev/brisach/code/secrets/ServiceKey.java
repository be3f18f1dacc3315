package dev.brisach.code.secrets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a service, then a word for a credential, then a value drawn at random: {@code
 * RAWG_API_KEY=…}, {@code rawg secret: …}. Covers the many services whose keys have no prefix.
 *
 * @param least the shortest value that counts
 */
record ServiceKey(int least) implements Verifier {
  private static final int REACH = 72;
  private static final int LONGEST = 1200;

  private static final List<String> CREDENTIAL =
      List.of(
          "secret",
          "private",
          "token",
          "access",
          "apikey",
          "password",
          "passwd",
          "pwd",
          "key",
          "pat",
          "credential",
          "bearer",
          "jwt",
          "license",
          "webhook");
  private static final List<String> FILLER =
      List.of(
          "auth",
          "api",
          "client",
          "app",
          "service",
          "rest",
          "oauth2",
          "oauth",
          "live",
          "prod",
          "test",
          "production",
          "account",
          "user",
          "project",
          "server",
          "master",
          "admin",
          "write",
          "read",
          "personal",
          "default",
          "cloud",
          "dev",
          "is",
          "string",
          "str",
          "const",
          "value",
          "final",
          "integration",
          "session",
          "refresh",
          "hash",
          "platform",
          "base64",
          "login",
          "export");
  private static final List<String> NOT_SECRET = List.of("id", "url", "name", "host", "version");

  @Override
  public @Nullable Candidate verify(ByteText text, int start, int end, FileRole role) {
    if (role.generated() || !begins(text, start) || !goesOn(text, end)) {
      return null;
    }
    int at = end;
    int limit = Math.min(text.length(), end + REACH);
    boolean credential = false;
    boolean lastIsName = false;
    for (int words = 0; at < limit && words < 8; ) {
      int after = skipBetween(text, at, limit);
      String word = wordAt(text, after, CREDENTIAL);
      String filler = word == null ? wordAt(text, after, FILLER) : null;
      String name = word == null && filler == null ? wordAt(text, after, NOT_SECRET) : null;
      String any = word != null ? word : filler != null ? filler : name;
      if (any != null && !(credential && startsValue(text, after))) {
        credential |= word != null;
        lastIsName = name != null;
        at = after + any.length();
        words++;
      } else {
        return credential && !lastIsName && after > at - 1 ? value(text, start, end, after) : null;
      }
    }
    return null;
  }

  /** Before the name no letter may stand, unless the name begins in upper case after a lower. */
  private static boolean begins(ByteText text, int start) {
    int before = text.at(start - 1);
    return !Chars.isLetter(before)
        || (Chars.isLower(before) && Chars.isUpper(text.at(start)))
        || text.at(start - 2) == '\\';
  }

  /** After the name stands a separator, or a word begins that may be one for a credential. */
  private static boolean goesOn(ByteText text, int end) {
    int c = text.at(end);
    if (Chars.isLower(c)) {
      return "sptackbjlwurhomi".indexOf(c) >= 0;
    }
    return c != '(' && c != ')' && c != ';' && c != ',' && c != '<' && c != '*';
  }

  private static int skipBetween(ByteText text, int from, int limit) {
    int at = from;
    while (at < limit && at - from < 24) {
      int c = text.at(at);
      if (Chars.isAlnum(c) || c == '+' || c == '/' || c == 0 || c == '#' || c == '<' || c == '$') {
        break;
      }
      at++;
    }
    return at;
  }

  private static @Nullable String wordAt(ByteText text, int at, List<String> words) {
    int first = Chars.lower(text.at(at));
    for (String word : words) {
      if (word.charAt(0) == first && text.startsWith(word, at)) {
        return word;
      }
    }
    return null;
  }

  /** What follows is long and holds a digit soon: rather a value than a word. */
  private static boolean startsValue(ByteText text, int at) {
    int letters = 0;
    while (Chars.isLetter(text.at(at + letters)) && letters < 24) {
      letters++;
    }
    return Chars.isDigit(text.at(at + letters)) && letters < 24;
  }

  private @Nullable Candidate value(ByteText text, int start, int end, int from) {
    int to = from;
    while (to < text.length() && to - from < LONGEST && Chars.isToken(text.at(to))) {
      to++;
    }
    while (to > from
        && (text.at(to - 1) == '.' || text.at(to - 1) == '-' || text.at(to - 1) == '%')) {
      to--;
    }
    if (to - from < least || text.at(to) == '(') {
      return null;
    }
    String value = text.text(from, to);
    return Rarity.isUuid(value) || (Rarity.isOpaque(value) && !isPublic(value))
        ? new Candidate(from, to, text.text(start, end))
        : null;
  }

  /** A key that is meant to be shown: Stripe and those who follow it call it publishable. */
  private static boolean isPublic(String value) {
    return value.startsWith("pk_live_") || value.startsWith("pk_test_");
  }
}
