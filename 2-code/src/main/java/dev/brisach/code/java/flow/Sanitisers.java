package dev.brisach.code.java.flow;

import dev.brisach.code.java.flow.Invocations.Site;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Calls that make a text harmless for some use, and calls that hand it on as it is. */
final class Sanitisers {
  static final int ALL =
      Taint.Use.SQL.bit()
          | Taint.Use.COMMAND.bit()
          | Taint.Use.PATH.bit()
          | Taint.Use.NORMALISED.bit();
  private static final Set<String> HANDING_ON =
      Set.of(
          "String",
          "Objects",
          "Optional",
          "StringUtils",
          "Arrays",
          "List",
          "Set",
          "Map",
          "Paths",
          "Path",
          "URLDecoder",
          "URI",
          "URL",
          "Base64",
          "Collections",
          "Stream",
          "Charset",
          "StandardCharsets",
          "Strings",
          "File",
          "MoreObjects",
          "ObjectUtils",
          "MessageFormat",
          "StringEscapeUtils",
          "HtmlUtils",
          "IOUtils",
          "CharStreams",
          "URLEncoder",
          "Channels",
          "Encode",
          "FilenameUtils",
          "ResponseEntity",
          "Mono",
          "Flux");
  private static final Set<String> HANDING_ON_METHODS =
      Set.of(
          "resolve",
          "resolveSibling",
          "append",
          "concat",
          "join",
          "format",
          "decode",
          "orElse",
          "replace",
          "replaceAll",
          "substring",
          "split",
          "decodeBase64",
          "encodeBase64",
          "wrap",
          "readAllBytes",
          "readLine",
          "toByteArray",
          "decodeBuffer");
  private static final Set<String> CARRYING =
      Set.of(
          "InputStreamReader",
          "BufferedReader",
          "BufferedInputStream",
          "ByteArrayInputStream",
          "ObjectInputStream",
          "StringReader",
          "Scanner",
          "InputSource",
          "StreamSource",
          "SAXSource",
          "GZIPInputStream",
          "DataInputStream",
          "FileInputStream",
          "FileReader",
          "Cookie",
          "URL",
          "URI",
          "File",
          "ProcessBuilder",
          "XMLDecoder",
          "Input",
          "CommandLine",
          "InflaterInputStream");
  private static final List<String> MARKUP = List.of("html", "xml", "javascript", "css", "json");

  private Sanitisers() {}

  /** The uses for which the result of this call is harmless. */
  static int bits(Site site) {
    String name = site.name();
    String lower = name.toLowerCase(Locale.ROOT);
    if (KnownCalls.NORMALISING.contains(name)) {
      return Taint.Use.NORMALISED.bit();
    }
    if (isLastName(site, name)) {
      return Taint.Use.PATH.bit() | Taint.Use.NORMALISED.bit();
    }
    if (name.startsWith("replace")) {
      return replaced(site);
    }
    if (name.equals("encode") && site.type().equals("URLEncoder")) {
      return ALL;
    }
    if ((lower.contains("sql") && (lower.contains("escape") || lower.contains("encode")))
        || lower.contains("quoteident")
        || lower.contains("quoteliteral")
        || lower.contains("enquote")) {
      return Taint.Use.SQL.bit();
    }
    boolean markup = MARKUP.stream().anyMatch(lower::contains) || lower.contains("base64");
    boolean cleaning =
        lower.contains("sanitize")
            || lower.contains("sanitise")
            || lower.contains("escape")
            || lower.contains("validate")
            || lower.contains("whitelist")
            || lower.contains("safe")
            || lower.startsWith("clean")
            || lower.startsWith("hash");
    return cleaning && !markup ? ALL : 0;
  }

  private static boolean isLastName(Site site, String name) {
    return name.equals("getFileName")
        || (name.equals("getName")
            && (site.type().equals("File") || site.type().equals("FilenameUtils")))
        || name.equals("getBaseName")
        || name.equals("getExtension")
        || name.equals("cleanPath");
  }

  private static int replaced(Site site) {
    String from = site.arg(0).text();
    Object c = site.arg(0).constant();
    if (c instanceof Character one) {
      from = String.valueOf(one);
    }
    if (from == null) {
      return 0;
    }
    if (from.startsWith("[^") && !from.contains(".") && !from.contains("/")) {
      return ALL;
    }
    if (from.equals("/") || from.contains("[\\\\/") || from.contains("[/\\\\")) {
      return Taint.Use.PATH.bit();
    }
    return from.equals("'") ? Taint.Use.SQL.bit() : 0;
  }

  /** True where an argument is known to come out of the call. */
  static boolean passesThrough(Site site) {
    return (site.onType() && HANDING_ON.contains(site.type()))
        || HANDING_ON_METHODS.contains(site.name());
  }

  /** True for library classes that hold what their constructor is given. */
  static boolean carries(String type) {
    return CARRYING.contains(type);
  }
}
