package dev.brisach.kit.wire;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns a request into its bytes (RFC 9112) and refuses what an ordinary one may not hold. */
final class RequestWriter {
  private final String prefix;
  private final String host;

  RequestWriter(URI base) {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    host = base.getPort() >= 0 ? base.getHost() + ":" + base.getPort() : base.getHost();
  }

  /** The target as it is sent. */
  String target(Exchange.Request request) {
    return request.target().startsWith("/") ? prefix + request.target() : request.target();
  }

  /** Why a request may not be sent, or null where it may. */
  @Nullable String refusal(Exchange.Request request, Scope scope) {
    if (!request.raw()) {
      String ordinary = ordinary(request);
      if (ordinary != null) {
        return ordinary;
      }
    }
    String target = target(request);
    if (!scope.allowsPath(target)) {
      return ResponseReader.shown(target) + " is outside the scope's paths in brisach.yaml";
    }
    if (request.raw() && !scope.paths().isEmpty() && mayHideAnother(request)) {
      return "a raw request could hide another one inside, and the scope is bound to paths";
    }
    return null;
  }

  private static @Nullable String ordinary(Exchange.Request request) {
    if (!request.target().startsWith("/")
        || request.method().isEmpty()
        || hasBreak(request.target())
        || hasBreak(request.method())) {
      return "not a request target: " + ResponseReader.shown(request.target());
    }
    for (Exchange.Field field : request.fields()) {
      if (field.name().isEmpty() || hasBreak(field.name()) || hasBreak(field.value())) {
        return "a line break in the header " + ResponseReader.shown(field.name());
      }
      if (field.is("Content-Length") || field.is("Transfer-Encoding")) {
        return field.name() + " is set by the wire in ordinary requests";
      }
    }
    return null;
  }

  private static boolean mayHideAnother(Exchange.Request request) {
    return hasBreak(request.method())
        || hasBreak(request.target())
        || request.target().indexOf(' ') >= 0
        || request.method().indexOf(' ') >= 0
        || request.has("Content-Length")
        || request.has("Transfer-Encoding")
        || request.fields().stream()
            .anyMatch(field ->
                hasBreak(field.name())
                    || hasBreak(field.value())
                    || !field.name().strip().equals(field.name()));
  }

  private static boolean hasBreak(String text) {
    return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0;
  }

  /** The head and, behind it, the body. */
  byte[] bytes(Exchange.Request request) {
    byte[] body = request.body();
    Out out = head(request, body == null ? -1 : body.length);
    if (body != null) {
      out.writeBytes(body);
    }
    return out.toByteArray();
  }

  /** The head alone, for a body of so many bytes that comes from elsewhere. */
  byte[] head(Exchange.Request request, Bulk.Source body) {
    return head(request, body.length()).toByteArray();
  }

  /** The head for a body of this length; -1: without one. */
  private Out head(Exchange.Request request, long length) {
    Out out = new Out((int) (512 + Math.max(0, Math.min(length, 1 << 20))));
    out.text(request.method()).text(" ").text(target(request)).text(" HTTP/1.1\r\n");
    line(out, request, "Host", host);
    if (request.raw()) {
      line(out, request, "Connection", "close");
    }
    line(out, request, "User-Agent", "Brisach");
    line(out, request, "Accept", "*/*");
    for (Exchange.Field field : request.fields()) {
      out.text(field.name()).text(": ").text(field.value()).text("\r\n");
    }
    if (!request.has("Transfer-Encoding") && (length >= 0 || mayHaveBody(request.method()))) {
      line(out, request, "Content-Length", String.valueOf(Math.max(0, length)));
    }
    out.text("\r\n");
    return out;
  }

  private static boolean mayHaveBody(String method) {
    return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
  }

  private static void line(Out out, Exchange.Request request, String name, String value) {
    if (!request.has(name)) {
      out.text(name).text(": ").text(value).text("\r\n");
    }
  }

  /** Characters as bytes: one each where all fit, else UTF-8. */
  static final class Out extends ByteArrayOutputStream {
    Out(int size) {
      super(size);
    }

    Out text(String text) {
      boolean narrow = true;
      for (int i = 0; i < text.length() && narrow; i++) {
        narrow = text.charAt(i) <= 0xff;
      }
      writeBytes(text.getBytes(narrow ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
      return this;
    }
  }
}
