package dev.brisach.test.export;

import dev.brisach.core.Finding;
import dev.brisach.core.Proof;
import java.util.List;
import java.util.Locale;

/**
 * A proof as a JUnit 5 test that needs nothing but the JDK. It fails while the finding shows. Who
 * calls is told by environment variables: {@code BRISACH_AS_ANNA="Authorization: Bearer …"}.
 */
public final class JUnitExport {
  private static final String FRAME =
      """
      import static org.junit.jupiter.api.Assertions.fail;

      import java.net.CookieManager;
      import java.net.URI;
      import java.net.http.HttpClient;
      import java.net.http.HttpRequest;
      import java.net.http.HttpResponse;
      import java.nio.charset.StandardCharsets;
      import java.util.HashMap;
      import java.util.Map;
      import java.util.regex.Matcher;
      import java.util.regex.Pattern;
      import org.junit.jupiter.api.Test;

      /**
       * %TITLE%
       *
       * <p>%DIFFERENCE%
       *
       * <p>BRISACH_BASE names the service (%BASE% unless set). A caller "anna" logs in beforehand; what
       * proves it is a header line in BRISACH_AS_ANNA, for example "Authorization: Bearer ...".
       */
      class %CLASS% {
        /** One for each caller: cookies that an answer sets come along with what the caller sends next. */
        private final Map<String, HttpClient> clients = new HashMap<>();
        private final Map<String, String> values =
            new HashMap<>(Map.of("unique", "bx" + Long.toHexString(System.nanoTime())));

        @Test
        void isMended() throws Exception {
          HttpResponse<String> answer;
          boolean shows = true;
      %STEPS%    if (shows) {
            fail(%MESSAGE%);
          }
        }

        private HttpResponse<String> send(
            String caller, String method, String target, String body, String... headers)
            throws Exception {
          String base = System.getenv().getOrDefault("BRISACH_BASE", %BASETEXT%);
          HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + filled(target)));
          request.method(
              method,
              body == null
                  ? HttpRequest.BodyPublishers.noBody()
                  : HttpRequest.BodyPublishers.ofString(filled(body), StandardCharsets.ISO_8859_1));
          for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], filled(headers[i + 1]));
          }
          if (!caller.isEmpty()) {
            String line = System.getenv("BRISACH_AS_" + caller);
            if (line == null || line.indexOf(':') < 1) {
              throw new IllegalStateException("BRISACH_AS_" + caller + " holds no header line");
            }
            int colon = line.indexOf(':');
            request.header(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
          }
          HttpClient client =
              clients.computeIfAbsent(
                  caller,
                  name -> HttpClient.newBuilder().cookieHandler(new CookieManager()).build());
          return client.send(
              request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }

        private String filled(String text) {
          String all = text;
          for (Map.Entry<String, String> value : values.entrySet()) {
            all = all.replace("${" + value.getKey() + "}", value.getValue());
          }
          return all;
        }

        private static boolean status(HttpResponse<String> answer, String wanted) {
          String status = Integer.toString(answer.statusCode());
          return wanted.endsWith("xx") ? status.charAt(0) == wanted.charAt(0) : status.equals(wanted);
        }

        private static boolean header(HttpResponse<String> answer, String name, String part) {
          return answer.headers().allValues(name).stream().anyMatch(value -> value.contains(part));
        }

        /** The first value of a key in a JSON text; enough for the answers this test was made from. */
        private static String json(HttpResponse<String> answer, String key) {
          Matcher matcher =
              Pattern.compile("\\"" + Pattern.quote(key) + "\\"\\\\s*:\\\\s*(?:\\"([^\\"]*)\\"|([^,}\\\\]\\\\s]+))")
                  .matcher(answer.body());
          if (!matcher.find()) {
            throw new IllegalStateException("no " + key + " in " + answer.body());
          }
          return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        }

        private static String cookie(HttpResponse<String> answer, String name) {
          for (String header : answer.headers().allValues("set-cookie")) {
            if (header.startsWith(name + "=")) {
              return header.substring(name.length() + 1).split(";", 2)[0];
            }
          }
          throw new IllegalStateException("no cookie " + name);
        }
      }
      """;

  private JUnitExport() {}

  /** The source of a class in the default package. */
  public static String of(Finding finding, Proof proof, String url) {
    StringBuilder steps = new StringBuilder();
    proof.steps().forEach(step -> step(step, steps));
    return FRAME
        .replace("%STEPS%", steps)
        .replace("%CLASS%", className(finding))
        .replace("%TITLE%", comment(finding.title() + " (" + finding.id() + ")."))
        .replace("%DIFFERENCE%", comment(proof.difference()))
        .replace("%BASETEXT%", quoted(url))
        .replace("%BASE%", comment(url))
        .replace("%MESSAGE%", quoted(finding.message()));
  }

  /** Name of the exported class. */
  public static String className(Finding finding) {
    return "Finding" + finding.id().substring(2).toUpperCase(Locale.ROOT) + "Test";
  }

  private static void step(Proof.Step step, StringBuilder out) {
    Proof.Call call = step.call();
    out.append("    // ").append(step.role().word()).append('\n');
    out.append("    answer =\n        send(\n            ");
    out.append(quoted(caller(step.identity()))).append(", ").append(quoted(call.method()));
    out.append(",\n            ").append(quoted(call.target())).append(",\n            ");
    String body = call.body();
    out.append(body == null ? "null" : quoted(body));
    for (Proof.Header header : call.headers()) {
      out.append(",\n            ").append(quoted(header.name())).append(", ");
      out.append(quoted(header.value()));
    }
    out.append(");\n");
    for (Proof.Capture capture : step.captures()) {
      out.append("    values.put(").append(quoted(capture.name())).append(", ");
      out.append(captured(capture)).append(");\n");
    }
    List<String> wanted = step.expectations().stream().map(JUnitExport::condition).toList();
    if (!wanted.isEmpty() && step.role() != Proof.Role.CLEANUP) {
      boolean attack = step.role() == Proof.Role.ATTACK || step.role() == Proof.Role.REPEAT;
      String all = String.join("\n            && ", wanted);
      out.append(
          attack
              ? "    shows =\n        shows\n            && " + all + ";\n"
              : "    if (!("
                  + all
                  + ")) {\n      fail(\"the "
                  + step.role().word()
                  + " failed: \" + answer.statusCode() + \" \" + answer.body());\n    }\n");
    }
  }

  private static String captured(Proof.Capture capture) {
    return switch (capture.place()) {
      case JSON ->
          "json(answer, "
              + quoted(capture.key().substring(capture.key().lastIndexOf('/') + 1))
              + ")";
      case HEADER -> "answer.headers().firstValue(" + quoted(capture.key()) + ").orElseThrow()";
      case COOKIE -> "cookie(answer, " + quoted(capture.key()) + ")";
    };
  }

  private static String condition(Proof.Expectation expected) {
    String value = quoted(expected.value());
    String key = quoted(expected.key());
    return switch (expected.kind()) {
      case STATUS -> "status(answer, " + value + ")";
      case STATUS_NOT -> "!status(answer, " + value + ")";
      case BODY_HAS -> "answer.body().contains(filled(" + value + "))";
      case BODY_LACKS -> "!answer.body().contains(filled(" + value + "))";
      case HEADER_HAS -> "header(answer, " + key + ", " + value + ")";
      case HEADER_LACKS -> "!header(answer, " + key + ", " + value + ")";
    };
  }

  private static String caller(String identity) {
    return identity.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  private static String comment(String text) {
    return text.replace("*/", "* /")
        .replace("\\u", "\\ u")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("@", "&#64;")
        .replace("\r", " ")
        .replace("\n", "\n * ");
  }

  /** A Java string literal. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c > 126) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
