package dev.brisach.code.java;

import dev.brisach.code.java.flow.Box;
import dev.brisach.code.java.flow.Call;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.code.java.flow.Taint;
import dev.brisach.code.java.flow.Value;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An XML parser that still follows external entities when it reads (CWE-611).
 *
 * <p>The factory must have been made where this file shows it, and nothing may have been forbidden
 * or handed to a method that may forbid it before the parse. What a class path resource holds is
 * trusted. A factory that only writes or transforms a tree is not reported.
 */
final class XmlExternalEntities extends JavaCheck {
  private static final Set<String> PARSERS =
      Set.of("DocumentBuilder", "SAXParser", "XMLReader", "Parser");
  private static final Set<String> STREAMS =
      Set.of("createXMLStreamReader", "createXMLEventReader");
  private static final Set<String> SOURCES = Set.of("StreamSource", "SAXSource");
  private static final List<String> FORBIDDING =
      List.of(
          "disallow-doctype-decl",
          "secure-processing",
          "feature_secure_processing",
          "external-general-entities",
          "load-external-dtd",
          "access_external_dtd",
          "accessexternaldtd",
          "support_dtd",
          "supportdtd",
          "is_supporting_external_entities",
          "issupportingexternalentities",
          "external-parameter-entities");

  XmlExternalEntities() {
    super(
        "xml-external-entities",
        1,
        "XML parser that follows external entities",
        List.of(
            "DocumentBuilderFactory",
            "SAXParserFactory",
            "XMLInputFactory",
            "TransformerFactory",
            "SchemaFactory",
            "SAXReader",
            "SAXBuilder",
            "XMLReaderFactory"),
        611);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    for (Call call : flow.calls()) {
      if (parses(call) && !isProtected(call.content()) && !isResource(flow, call)) {
        recorder.finding(report(flow, call, call.arg(0).taint()));
      }
    }
  }

  private static boolean parses(Call call) {
    Box box = call.content();
    if (box == null || box.kind() != Box.Kind.OBJECT || call.args().isEmpty()) {
      return false;
    }
    boolean made = box.has("made");
    return switch (call.name()) {
      case "parse" -> made && PARSERS.contains(call.type());
      case "transform" -> made && SOURCES.contains(call.arg(0).type());
      case "validate" -> made && SOURCES.contains(call.arg(0).type());
      case "read" -> call.type().equals("SAXReader");
      case "build" -> call.type().equals("SAXBuilder");
      default -> made && STREAMS.contains(call.name());
    };
  }

  private static boolean isProtected(@Nullable Box box) {
    return box != null && box.entries().entrySet().stream().anyMatch(XmlExternalEntities::forbids);
  }

  private static boolean forbids(Map.Entry<String, Value> setting) {
    String key = setting.getKey();
    if (key.startsWith("passed:")
        || key.equals("setEntityResolver")
        || key.equals("setXMLResolver")
        || key.startsWith("setURIResolver")) {
      return true;
    }
    String lower = key.toLowerCase(Locale.ROOT);
    if (key.startsWith("set") && key.contains(":") && key.endsWith(")")) {
      return true;
    }
    if (!key.startsWith("set") || FORBIDDING.stream().noneMatch(lower::contains)) {
      return false;
    }
    boolean on = lower.contains("disallow") || lower.contains("secure");
    return !setting.getValue().is(!on);
  }

  private static boolean isResource(JavaFlow flow, Call call) {
    String code = flow.unit().code(call.argTrees().getFirst(), 200);
    return code.contains("getResource")
        || call.arg(0).text() != null
        || (code.contains("StringReader(\"") && call.arg(0).taint() == null)
        || parametersOnly(flow, call)
        || flow.calls().stream()
            .anyMatch(c ->
                c.name().startsWith("getResource")
                    && c.scope().equals(call.scope())
                    && call.arg(0).taint() == null);
  }

  /** A handler's own overload: parse(InputSource) forwarded inside the same class. */
  private static boolean parametersOnly(JavaFlow flow, Call call) {
    return flow.declarations().type(call.type()) != null;
  }

  private Finding report(JavaFlow flow, Call call, @Nullable Taint taint) {
    String factory = factory(call);
    String input = flow.unit().code(call.argTrees().getFirst(), 60);
    String message =
        "This parser follows `<!ENTITY x SYSTEM \"file:///…\">` in `"
            + input
            + "`. "
            + (taint == null ? "Who writes that XML is not known here." : Tainted.words(taint));
    Map<String, String> words =
        Map.of("input", input, "call", flow.unit().code(call.tree(), 100), "factory", factory);
    String variant = STREAMS.contains(call.name()) ? "stax" : trax(call) ? "trax" : "default";
    Finding.Builder finding =
        finding(
                flow.unit(),
                call.tree(),
                call.scope().symbol(),
                taint == null ? Severity.LOW : Tainted.severity(taint, Severity.HIGH),
                taint == null ? Confidence.HEURISTIC : Tainted.confidence(taint),
                message)
            .cwe(611)
            .lesson(card().fill(variant, words))
            .fix(card().fill(variant, words).replacement());
    return (taint == null
            ? finding.step(flow.unit().step("sink", call.tree()))
            : Tainted.path(finding, flow.unit(), taint, call.tree()))
        .build();
  }

  private static boolean trax(Call call) {
    return call.name().equals("transform") || call.name().equals("validate");
  }

  private static String factory(Call call) {
    return switch (call.type()) {
      case "DocumentBuilder" -> "DocumentBuilderFactory";
      case "SAXParser" -> "SAXParserFactory";
      default -> call.type().isEmpty() ? "factory" : call.type();
    };
  }
}
