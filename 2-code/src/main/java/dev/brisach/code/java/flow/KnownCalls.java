package dev.brisach.code.java.flow;

import dev.brisach.code.java.flow.Invocations.Site;
import dev.brisach.kit.java.JavaUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calls of the library return: sources, texts, numbers, guards by name; else what goes in. */
final class KnownCalls {
  static final Set<String> NORMALISING =
      Set.of("normalize", "getCanonicalPath", "getCanonicalFile", "toRealPath", "canonicalize");
  private static final Set<String> SOURCES =
      Set.of(
          "getParameter",
          "getParameterValues",
          "getParameterMap",
          "getParameterNames",
          "getHeader",
          "getHeaders",
          "getHeaderNames",
          "getQueryString",
          "getInputStream",
          "getReader",
          "getRequestURI",
          "getRequestURL",
          "getPathInfo",
          "getPathTranslated",
          "getCookies",
          "getPart",
          "getParts",
          "getRequestBody",
          "getRequestHeaders",
          "getFile",
          "getFileNames",
          "getFiles",
          "getHeaderValues",
          "getQueryParameters",
          "getPathParameters",
          "pathParam",
          "queryParam",
          "formParam",
          "header",
          "body",
          "queryParams",
          "params",
          "bodyAsString",
          "getBodyAsString",
          "getEntityStream",
          "cookie",
          "pathVariable",
          "bodyToMono",
          "getParam",
          "getFormAttribute",
          "getPath",
          "getUri",
          "uri",
          "content",
          "getSubmittedForm",
          "getQueryParams",
          "cookies");
  private static final Set<String> UPLOAD_SOURCES =
      Set.of(
          "getOriginalFilename",
          "getSubmittedFileName",
          "getInputStream",
          "getBytes",
          "getName",
          "getString",
          "getContentType",
          "filename",
          "getHeader");
  private static final Set<String> ARCHIVE_ENTRIES =
      Set.of("ZipEntry", "JarEntry", "TarArchiveEntry", "ArchiveEntry", "ZipArchiveEntry");
  private static final Set<String> SURELY_WEB =
      Set.of(
          "getParameter",
          "getParameterValues",
          "getQueryString",
          "getOriginalFilename",
          "getSubmittedFileName");
  private static final Set<String> CLEAN_RESULT =
      Set.of(
          "length",
          "size",
          "indexOf",
          "lastIndexOf",
          "hashCode",
          "equals",
          "equalsIgnoreCase",
          "startsWith",
          "endsWith",
          "contains",
          "containsKey",
          "matches",
          "compareTo",
          "isEmpty",
          "isBlank",
          "exists",
          "count",
          "getTime",
          "ordinal",
          "intValue",
          "longValue",
          "parseInt",
          "parseLong",
          "parseDouble",
          "parseFloat",
          "parseBoolean",
          "parseShort",
          "fromString",
          "getId",
          "id",
          "getClass",
          "getSize",
          "isFile",
          "isDirectory",
          "digest",
          "hash",
          "encrypt",
          "hmac",
          "sign",
          "createStatement",
          "prepareStatement",
          "prepareCall",
          "createQuery",
          "createNativeQuery",
          "executeQuery",
          "executeUpdate",
          "execute",
          "exec",
          "start",
          "getSession",
          "log",
          "info",
          "debug",
          "warn",
          "error",
          "compile",
          "charAt",
          "getBytesLength",
          "toEpochMilli",
          "getContentLength",
          "getUserPrincipal");
  private static final Set<String> PARSING_TYPES =
      Set.of(
          "Integer",
          "Long",
          "Double",
          "Float",
          "Boolean",
          "Short",
          "Byte",
          "UUID",
          "LocalDate",
          "LocalDateTime",
          "Instant",
          "NumberUtils",
          "Ints",
          "Longs",
          "BigDecimal",
          "BigInteger",
          "Files",
          "DigestUtils",
          "Hex",
          "Logger",
          "Log",
          "Jsoup",
          "Duration",
          "Math",
          "Class");
  private static final List<String> LOOKUPS =
      List.of("get", "find", "load", "lookup", "fetch", "query", "select", "search");
  private static final Set<String> TEXT_KEEPING =
      Set.of(
          "trim",
          "strip",
          "intern",
          "toString",
          "valueOf",
          "requireNonNull",
          "toLowerCase",
          "toUpperCase",
          "requireNonNullElse",
          "stripIndent",
          "defaultString",
          "trimToEmpty");
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("createStatement", "Statement"),
          Map.entry("prepareStatement", "PreparedStatement"),
          Map.entry("prepareCall", "CallableStatement"),
          Map.entry("getConnection", "Connection"),
          Map.entry("getRuntime", "Runtime"),
          Map.entry("createEntityManager", "EntityManager"),
          Map.entry("executeQuery", "ResultSet"),
          Map.entry("getJdbcTemplate", "JdbcTemplate"),
          Map.entry("getEntityManager", "EntityManager"),
          Map.entry("getSession", "Session"),
          Map.entry("getCurrentSession", "Session"),
          Map.entry("openSession", "Session"),
          Map.entry("getParameterValues", "String[]"),
          Map.entry("getParameter", "String"),
          Map.entry("getHeader", "String"),
          Map.entry("getQueryString", "String"),
          Map.entry("getCookies", "Cookie[]"),
          Map.entry("getBytes", "byte[]"),
          Map.entry("getInputStream", "InputStream"),
          Map.entry("getOriginalFilename", "String"),
          Map.entry("getNextEntry", "ZipEntry"),
          Map.entry("toFile", "File"),
          Map.entry("toPath", "Path"),
          Map.entry("currentTimeMillis", "long"),
          Map.entry("nanoTime", "long"),
          Map.entry("getWriter", "PrintWriter"),
          Map.entry("getTextContent", "String"));
  private static final Set<String> FACTORIES =
      Set.of(
          "newInstance", "newFactory", "newDefaultInstance", "newNSInstance", "newDefaultFactory");
  private static final Set<String> DERIVED =
      Set.of(
          "newDocumentBuilder",
          "newSAXParser",
          "getXMLReader",
          "newTransformer",
          "newSchema",
          "newValidator",
          "getParser");

  private KnownCalls() {}

  static Value result(Site site, Interpreter all, State state) {
    Value source = source(site, all.unit, state);
    if (source != null) {
      return source;
    }
    Value text = Texts.call(site, all.unit);
    if (text != null) {
      return text;
    }
    Value object = object(site, all, state);
    if (object != null) {
      return object;
    }
    Value random = Randomness.call(site, all.unit);
    if (random != null) {
      return random;
    }
    return flow(site);
  }

  /** What a client sends, or null. */
  private static @Nullable Value source(Site site, JavaUnit unit, State state) {
    String name = site.name();
    String receiver = Invocations.receiverName(site).toLowerCase(Locale.ROOT);
    boolean request =
        Parameters.REQUESTS.contains(site.type()) && SOURCES.contains(name)
            || Parameters.UPLOADS.contains(site.type()) && UPLOAD_SOURCES.contains(name)
            || ARCHIVE_ENTRIES.contains(site.type()) && name.equals("getName")
            || (site.type().equals("Socket") || site.type().equals("SSLSocket"))
                && name.equals("getInputStream")
            || SURELY_WEB.contains(name)
                && site.type().isEmpty()
                && (receiver.contains("req") || receiver.contains("file"));
    if (!request && !wrapped(site, state)) {
      return null;
    }
    String type = TYPES.getOrDefault(name, "");
    String called = unit.code(site.tree(), 80);
    Taint taint = Taint.of(Taint.Origin.WEB, called, site.tree());
    if (state.approved(site.tree().toString())) {
      taint = taint.safer(Sanitisers.ALL);
    }
    return Value.tainted(type, request ? taint : taint.asGuess());
  }

  /** A request handed to a call or a wrapper whose name says what it takes out of it. */
  private static boolean wrapped(Site site, State state) {
    Box box = state.box(site.receiver().ref());
    boolean request =
        box != null && box.has("request")
            || site.args().stream().anyMatch(a -> Parameters.REQUESTS.contains(a.type()));
    String name = site.name().toLowerCase(Locale.ROOT);
    return request
        && name.startsWith("get")
        && (name.contains("param") || name.contains("header") || name.contains("cookie"))
        && !name.contains("int")
        && !name.contains("long")
        && !name.contains("boolean");
  }

  /** Settings of a followed object, and the objects that a factory makes. */
  private static @Nullable Value object(Site site, Interpreter all, State state) {
    String name = site.name();
    if (site.onType()) {
      if (!FACTORIES.contains(name) || !site.type().endsWith("Factory")) {
        return null;
      }
      int ref = all.newRef();
      state.box(ref, Box.empty(Box.Kind.OBJECT).with("made", Value.UNKNOWN));
      return Value.object(site.type(), ref);
    }
    Box box = state.box(site.receiver().ref());
    if (box == null || box.kind() != Box.Kind.OBJECT) {
      return null;
    }
    if (DERIVED.contains(name)) {
      return new Value(name.substring(3), List.of(), null, null, List.of(), site.receiver().ref());
    }
    if (name.startsWith("get") && box.has("s" + name.substring(1))) {
      return box.setting("s" + name.substring(1));
    }
    if (!name.startsWith("get") && !name.startsWith("is")) {
      Value value = site.args().isEmpty() ? Value.UNKNOWN : site.args().getLast();
      state.box(site.receiver().ref(), box.with(setting(site, all), value));
    }
    return null;
  }

  /** {@code setSecure}, or with a key: {@code setFeature:http://…}, {@code setAttribute:A.B}. */
  private static String setting(Site site, Interpreter all) {
    if (site.args().size() != 2) {
      return site.name();
    }
    String key = site.arg(0).text();
    return site.name() + ":" + (key != null ? key : all.unit.code(site.argTrees().getFirst(), 200));
  }

  /** What a lookup gives where the key is not there. */
  static Value fallback(Site site) {
    return site.args().size() > 1 ? site.arg(1) : Value.constant("", Value.NULL);
  }

  /** Harmless results, guards by name, and else: what goes in may come out. */
  private static Value flow(Site site) {
    String name = site.name();
    String type = TYPES.getOrDefault(name, "");
    Taint receiver = site.receiver().taint();
    Taint args = site.argTaint();
    Taint random = site.receiver().random();
    Taint both = Taint.join(receiver, args);
    if (both == null || isClean(site)) {
      return new Value(type, List.of(), null, random, List.of(), 0);
    }
    int bits = Sanitisers.bits(site);
    if (bits == Sanitisers.ALL) {
      return new Value(type, List.of(), null, random, List.of(), 0);
    }
    Taint out = both.safer(bits);
    boolean seen = receiver != null || Sanitisers.passesThrough(site);
    Value value = Value.tainted(type, seen ? out : out.asGuess());
    return TEXT_KEEPING.contains(name) && receiver != null
        ? new Value("String", List.of(), out, random, site.receiver().parts(), 0)
        : value;
  }

  private static boolean isClean(Site site) {
    String name = site.name();
    if (CLEAN_RESULT.contains(name) || site.onType() && PARSING_TYPES.contains(site.type())) {
      return true;
    }
    boolean looksUp = !site.onType() && LOOKUPS.stream().anyMatch(name::startsWith);
    if (looksUp && site.receiver().taint() == null) {
      return true;
    }
    boolean valueOf = name.equals("valueOf") || name.equals("forName");
    if (valueOf && site.onType() && !site.type().equals("String")) {
      return true;
    }
    int prefix = name.startsWith("is") ? 2 : name.startsWith("has") ? 3 : 0;
    return prefix > 0 && name.length() > prefix && Character.isUpperCase(name.charAt(prefix));
  }

  /** A new object of a class that is no container. */
  static Value created(Site site, Interpreter all, State state) {
    Value random = Randomness.created(site);
    if (random != null) {
      return random;
    }
    Taint taint = site.argTaint();
    String type = site.type();
    if (type.equals("String")) {
      Value from = site.arg(0);
      return new Value("String", from.constants(), taint, from.random(), from.parts(), 0);
    }
    int ref = all.newRef();
    Box box = Box.empty(Box.Kind.OBJECT);
    for (int i = 0; i < Math.min(site.args().size(), 3); i++) {
      box = box.with("argument" + i, site.arg(i));
    }
    if (site.args().stream().anyMatch(a -> Parameters.REQUESTS.contains(a.type()))) {
      box = box.with("request", Value.UNKNOWN);
    }
    state.box(ref, box);
    Value value = Value.object(type, ref);
    if (taint == null || all.declarations.elementary(type)) {
      return value;
    }
    return value.withTaint(
        Parameters.carriesText(type) || Sanitisers.carries(type) ? taint : taint.asGuess());
  }
}
