package dev.brisach.code.secrets;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value given to a name that says "credential": in code ({@code password = "…"}), as an argument
 * ({@code setPassword("…")}, {@code define('DB_PASSWORD', '…')}), in configuration ({@code
 * db.password=…}), in JSON and in XML.
 *
 * @param password true where people choose the value; else it must be drawn at random
 */
record Assignment(boolean password) implements Verifier {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_VALUE = 300;

  /** What may follow the credential word within the name and leaves it a credential. */
  private static final Set<String> AFTER =
      Set.of(
          "",
          "s",
          "key",
          "value",
          "val",
          "prod",
          "production",
          "dev",
          "development",
          "staging",
          "stage",
          "live",
          "default",
          "old",
          "new",
          "string",
          "str",
          "text",
          "base64",
          "b64",
          "master",
          "root",
          "admin",
          "db",
          "database",
          "token",
          "sandbox",
          "main",
          "plain",
          "raw",
          "primary",
          "secondary");

  private static final List<String> NOT_CREDENTIALS =
      List.of(
          "public",
          "csrf",
          "xsrf",
          "cancel",
          "cancellation",
          "page",
          "continuation",
          "next",
          "sync",
          "lexer",
          "parser",
          "syntax",
          "mask",
          "placeholder",
          "error",
          "invalid",
          "forgot",
          "reset",
          "confirm",
          "hint",
          "label",
          "msg",
          "message",
          "title",
          "test",
          "fake",
          "dummy",
          "example",
          "sample",
          "mock",
          "push",
          "device",
          "max",
          "min",
          "total",
          "num",
          "foreign",
          "primary_key",
          "sort",
          "cache",
          "partition",
          "idempotency",
          "site",
          "publishable",
          "translation",
          "i18n",
          "wrong",
          "bad",
          "no",
          "has",
          "is",
          "show",
          "hide",
          "encrypted",
          "hashed",
          "hash",
          "vocab",
          "pad",
          "bos",
          "eos",
          "unk",
          "special",
          "lang",
          "instrumentation",
          "measurement",
          "commit",
          "sha",
          "checksum",
          "integrity",
          "digest",
          "old",
          "etag");

  @Override
  public @Nullable Candidate verify(ByteText text, int start, int end, FileRole role) {
    if (role.generated()) {
      return null;
    }
    int nameFrom = start;
    while (nameFrom > 0 && start - nameFrom < LONGEST_NAME && isName(text.at(nameFrom - 1))) {
      nameFrom--;
    }
    int nameTo = end;
    while (nameTo - end < LONGEST_NAME && isName(text.at(nameTo))) {
      nameTo++;
    }
    if (nameTo - end >= LONGEST_NAME || start - nameFrom >= LONGEST_NAME) {
      return null;
    }
    String name = text.text(nameFrom, nameTo);
    if (!names(name, start - nameFrom, end - nameFrom)) {
      return null;
    }
    return value(text, nameFrom, nameTo, name, role);
  }

  private static boolean isName(int c) {
    return Chars.isAlnum(c) || c == '_' || c == '-' || c == '.' || c == '$';
  }

  /** The credential word is the last one of the name, and nothing makes it something else. */
  private static boolean names(String name, int from, int to) {
    if (from > 0 && Chars.isLetter(name.charAt(from - 1)) && !startsWord(name, from)) {
      return false;
    }
    String rest = name.substring(to).toLowerCase(Locale.ROOT);
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < rest.length(); i++) {
      if (Chars.isLetter(rest.charAt(i))) {
        letters.append(rest.charAt(i));
      }
    }
    if (!AFTER.contains(letters.toString())) {
      return false;
    }
    String before = words(name.substring(0, from));
    for (String word : NOT_CREDENTIALS) {
      if (before.contains(" " + word + " ")) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWord(String name, int from) {
    char first = name.charAt(from);
    char before = name.charAt(from - 1);
    if (Chars.isUpper(first)) {
      return Chars.isLower(before) || from + 1 < name.length();
    }
    String head = name.substring(0, from);
    return head.equals("db")
        || head.equals("my")
        || head.equals("client")
        || head.endsWith("user")
        || head.endsWith("root")
        || head.endsWith("admin")
        || head.endsWith("api")
        || head.endsWith("app")
        || head.endsWith("access")
        || head.endsWith("auth");
  }

  /** The words of a name in lower case, each with a space on both sides. */
  private static String words(String name) {
    StringBuilder words = new StringBuilder(" ");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Chars.isAlnum(c)) {
        words.append(' ');
      } else {
        if (i > 0 && Chars.isUpper(c) && Chars.isLower(name.charAt(i - 1))) {
          words.append(' ');
        }
        words.append((char) Chars.lower(c));
      }
    }
    return words.append(' ').toString();
  }

  private @Nullable Candidate value(
      ByteText text, int nameFrom, int nameTo, String name, FileRole role) {
    int at = nameTo;
    boolean quotedName = Chars.isQuote(text.at(nameFrom - 1));
    boolean call = false;
    at = skip(text, at, "\\\"'`])? \t");
    int c = text.at(at);
    if (c == ':' && text.at(at + 1) != '=' && !quotedName) {
      at = type(text, at);
      c = text.at(at);
    }
    if ((c == '=' && text.at(at + 1) == '>') || (c == ':' && text.at(at + 1) == '=')) {
      at += 2;
    } else if (c == '=' || c == ':') {
      if (text.at(at + 1) == '=' || text.at(at + 1) == ':' || text.at(at + 1) == '~') {
        return null;
      }
      at++;
    } else if ((c == ',' && quotedName) || c == '(') {
      call = true;
      at++;
    } else if (c == '>' && text.at(nameFrom - 1) == '<') {
      return element(text, at + 1, name);
    } else {
      return null;
    }
    at = skip(text, at, " \t");
    return quotedOrPlain(text, at, name, call, role);
  }

  /** Steps over a type between a name and its value: {@code password: str = "…"}. */
  private static int type(ByteText text, int colon) {
    int at = skip(text, colon + 1, " \t");
    int from = at;
    while (Chars.isLetter(text.at(at)) && at - from < 20) {
      at++;
    }
    int after = skip(text, at, " \t");
    return at > from && text.at(after) == '=' ? after : colon;
  }

  private static int skip(ByteText text, int from, String any) {
    int at = from;
    while (at - from < 12 && text.at(at) != 0 && any.indexOf(text.at(at)) >= 0) {
      at++;
    }
    return at;
  }

  private @Nullable Candidate element(ByteText text, int from, String name) {
    int to = from;
    while (to - from < LONGEST_VALUE && text.at(to) != '<' && text.at(to) > ' ') {
      to++;
    }
    return text.at(to) == '<' && text.at(to + 1) == '/' ? judged(text, from, to, name, true) : null;
  }

  private @Nullable Candidate quotedOrPlain(
      ByteText text, int from, String name, boolean call, FileRole role) {
    int at = from;
    if (text.at(at) == '\\') {
      at++;
    }
    while ((text.at(at) | 32) >= 'a'
        && (text.at(at) | 32) <= 'z'
        && Chars.isQuote(text.at(at + 1))) {
      at++;
    }
    int quote = text.at(at);
    if (Chars.isQuote(quote)) {
      if (at == from && closes(text, at)) {
        return null;
      }
      int to = at + 1;
      while (to - at < LONGEST_VALUE && text.at(to) != quote && text.at(to) >= ' ') {
        to += text.at(to) == '\\' && text.at(to + 1) != quote ? 2 : 1;
      }
      if (text.at(to) != quote || concatenated(text, to + 1)) {
        return null;
      }
      int last = text.at(to - 1) == '\\' ? to - 1 : to;
      return judged(text, at + 1, last, name, true);
    }
    if (call || (!role.config() && !(role.prose() && isBareLine(text, from)))) {
      return null;
    }
    int to = at;
    while (to - at < LONGEST_VALUE
        && text.at(to) > ' '
        && ";,&\"'`<>)(|{}".indexOf(text.at(to)) < 0) {
      to++;
    }
    return text.at(to) == '(' ? null : judged(text, at, to, name, role.config());
  }

  /** The quote ends a string that began before on this line: {@code "--password=" + value}. */
  private static boolean closes(ByteText text, int quote) {
    boolean open = false;
    for (int i = text.lineStart(quote, 400); i < quote; i++) {
      open ^= text.at(i) == text.at(quote) && text.at(i - 1) != '\\';
    }
    return open;
  }

  /** The text goes on with an operator: the literal is a part, not the secret. */
  private static boolean concatenated(ByteText text, int from) {
    int at = skip(text, from, " \t");
    return text.at(at) == '+'
        || text.at(at) == '%'
        || (text.at(at) == '.' && text.at(at + 1) == ' ');
  }

  /** A line of its own such as a shell export in a document or a file without ending. */
  private static boolean isBareLine(ByteText text, int value) {
    int from = text.lineStart(value, 400);
    from = skip(text, from, " \t#");
    int words = 0;
    for (int i = from; i < value; i++) {
      int c = text.at(i);
      if (c == ' ' || c == '\t') {
        words++;
      } else if (!isName(c) && c != '=' && c != ':') {
        return false;
      }
    }
    return words <= 3 && text.at(text.lineEnd(value, 400) - 1) != ';';
  }

  private @Nullable Candidate judged(
      ByteText text, int from, int to, String name, boolean certain) {
    if (to <= from || to - from >= LONGEST_VALUE) {
      return null;
    }
    String value = text.text(from, to);
    boolean plausible =
        password ? Plausible.isPassword(value, name, certain) : Plausible.isKey(value, certain);
    return plausible ? new Candidate(from, to, name) : null;
  }
}
