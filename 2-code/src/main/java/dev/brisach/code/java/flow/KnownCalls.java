package dev.brisach.code.java.flow;

import dev.brisach.code.java.flow.Invocations.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calls of the library return: sources, texts, numbers, guards by name; else what goes in. */
final class KnownCalls {
  static final Set<String> NORMALISING =
      Set.of("normalize", "getCanonicalPath", "getCanonicalFile", "toRealPath", "canonicalize");
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
    Value source = Sources.source(site, all, state);
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

  /** The type that a method of this name returns; empty where unknown. */
  static String type(String method) {
    return TYPES.getOrDefault(method, "");
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
    if (CLEAN_RESULT.contains(name) || (site.onType() && PARSING_TYPES.contains(site.type()))) {
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
