package dev.brisach.code.java.flow;

import dev.brisach.code.java.flow.Invocations.Site;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls that return what a client sent, or what the maker of an archive wrote. */
final class Sources {
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
  private static final Set<String> SURELY_WEB =
      Set.of(
          "getParameter",
          "getParameterValues",
          "getQueryString",
          "getOriginalFilename",
          "getSubmittedFileName");
  private static final Set<String> ARCHIVE_ENTRIES =
      Set.of("ZipEntry", "TarArchiveEntry", "ArchiveEntry", "ZipArchiveEntry");

  /** Methods of the argument of a lambda, whose type is not written. */
  private static final Set<String> UNTYPED =
      Set.of(
          "queryParam",
          "pathParam",
          "formParam",
          "queryParams",
          "params",
          "body",
          "getRequestURI",
          "getRequestBody",
          "getRequestHeaders");

  private static final Set<String> HANDLER_ARGUMENTS =
      Set.of("ctx", "context", "req", "request", "exchange", "httpexchange", "ex");

  private Sources() {}

  /** What a client sends, or null. */
  static @Nullable Value source(Site site, Interpreter all, State state) {
    String name = site.name();
    String receiver = Invocations.receiverName(site).toLowerCase(Locale.ROOT);
    boolean request =
        (isRequest(site.type(), all) && SOURCES.contains(name))
            || (Parameters.UPLOADS.contains(site.type()) && UPLOAD_SOURCES.contains(name))
            || (ARCHIVE_ENTRIES.contains(site.type()) && name.equals("getName"))
            || ((site.type().equals("Socket") || site.type().equals("SSLSocket"))
                && name.equals("getInputStream"))
            || (SURELY_WEB.contains(name)
                && site.type().isEmpty()
                && (receiver.contains("req") || receiver.contains("file")))
            || (UNTYPED.contains(name)
                && site.type().isEmpty()
                && HANDLER_ARGUMENTS.contains(receiver));
    if (!request && !wrapped(site, state)) {
      return null;
    }
    String type = KnownCalls.type(name);
    String called = all.unit.code(site.tree(), 80);
    Taint taint = Taint.of(Taint.Origin.WEB, called, site.tree());
    if (state.approved(site.tree().toString())) {
      taint = taint.safer(Sanitisers.ALL);
    }
    return Value.tainted(type, request ? taint : taint.asGuess());
  }

  /** A servlet's, an exchange, or the context of a small framework by its import. */
  private static boolean isRequest(String type, Interpreter all) {
    return Parameters.REQUESTS.contains(type)
        || (type.equals("Context") && all.declarations.imported(type).startsWith("io.javalin"))
        || (type.equals("Request") && all.declarations.imported(type).startsWith("spark."));
  }

  /** A request handed to a call or a wrapper whose name says what it takes out of it. */
  private static boolean wrapped(Site site, State state) {
    Box box = state.box(site.receiver().ref());
    boolean request =
        (box != null && box.has("request"))
            || site.args().stream().anyMatch(a -> Parameters.REQUESTS.contains(a.type()));
    String name = site.name().toLowerCase(Locale.ROOT);
    return request
        && name.startsWith("get")
        && (name.contains("param") || name.contains("header") || name.contains("cookie"))
        && !name.contains("int")
        && !name.contains("long")
        && !name.contains("boolean");
  }
}
