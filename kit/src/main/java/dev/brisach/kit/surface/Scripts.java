package dev.brisach.kit.surface;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds addresses in a script without running it: arguments of calls that send requests, and
 * literals that begin with a slash.
 */
final class Scripts {
  private static final String ADDRESS = "[\"'`]([^\"'`\\s<>]{1,300})[\"'`]";
  private static final Pattern LITERAL =
      Pattern.compile("[\"'`](/[A-Za-z0-9_~.{}$-][A-Za-z0-9_~./{}$?=&%:-]{0,200}+)[\"'`]");

  /** {@code fetch("x", {method: "POST"})}: the options follow closely. */
  private static final Pattern FETCH = Pattern.compile("\\bfetch\\s{0,5}\\(\\s{0,20}" + ADDRESS);

  private static final Pattern METHOD =
      Pattern.compile("\\b(?:method|type)[\"']?\\s{0,5}:\\s{0,5}[\"']([A-Za-z]{3,7})[\"']");
  private static final Pattern OPEN =
      Pattern.compile(
          "\\.open\\s{0,5}\\(\\s{0,20}[\"']([A-Za-z]{3,7})[\"']\\s{0,20},\\s{0,20}" + ADDRESS);
  private static final Pattern CALL =
      Pattern.compile(
          "(?:\\$|\\baxios|\\bhttp|\\bjQuery|\\bapi|\\bclient|\\bHttp)\\s{0,5}\\.\\s{0,5}"
              + "(get|getJSON|post|put|patch|delete)\\s{0,5}\\(\\s{0,20}"
              + ADDRESS,
          Pattern.CASE_INSENSITIVE);
  private static final Pattern URL_OPTION =
      Pattern.compile("\\burl[\"']?\\s{0,5}:\\s{0,5}" + ADDRESS);
  private static final Pattern PLACE =
      Pattern.compile("\\blocation(?:\\.href)?\\s{0,5}=\\s{0,5}" + ADDRESS);
  private static final Pattern HOLE = Pattern.compile("\\$\\{[^}]{0,100}\\}|\\{[^}]{0,40}\\}");
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final int OPTIONS = 200;

  private final BiConsumer<String, String> found;
  private final Set<String> written = new HashSet<>();

  /**
   * A reader.
   *
   * @param found gets method and address, as written but with 1 for values that are not known
   */
  Scripts(BiConsumer<String, String> found) {
    this.found = found;
  }

  void read(String text) {
    Matcher fetch = FETCH.matcher(text);
    while (fetch.find()) {
      take(method(text, fetch.end()), fetch.group(1));
    }
    Matcher open = OPEN.matcher(text);
    while (open.find()) {
      take(open.group(1), open.group(2));
    }
    Matcher call = CALL.matcher(text);
    while (call.find()) {
      String name = call.group(1).toUpperCase(Locale.ROOT);
      take(name.equals("GETJSON") ? "GET" : name, call.group(2));
    }
    Matcher option = URL_OPTION.matcher(text);
    while (option.find()) {
      take(method(text, option.end()), option.group(1));
    }
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      take("GET", place.group(1));
    }
    literals(text);
  }

  /** Literals only, for data rather than a program. */
  void literals(String text) {
    Matcher literal = LITERAL.matcher(text);
    while (literal.find()) {
      String filled = filled(literal.group(1));
      if (!filled.startsWith("//") && !written.contains(filled)) {
        found.accept("GET", filled);
      }
    }
  }

  /** The method that the options after an address name, up to the end of the statement. */
  private static String method(String text, int from) {
    String options = text.substring(from, Math.min(text.length(), from + OPTIONS));
    int end = options.indexOf(';');
    int next = options.indexOf("fetch");
    int stop = end < 0 ? options.length() : end;
    Matcher method = METHOD.matcher(options).region(0, next < 0 ? stop : Math.min(stop, next));
    return method.find() ? method.group(1) : "GET";
  }

  private void take(String method, String address) {
    String name = method.toUpperCase(Locale.ROOT);
    String filled = filled(address);
    if (METHODS.contains(name)) {
      if (!name.equals("GET")) {
        written.add(filled);
      }
      found.accept(name, filled);
    }
  }

  private static String filled(String address) {
    return HOLE.matcher(address).replaceAll("1");
  }
}
