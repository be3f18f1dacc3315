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
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bytes from outside that decide which classes are made (CWE-502): Java serialisation, XMLDecoder,
 * XStream, SnakeYAML, polymorphic Jackson and fastjson. Subclasses of {@code ObjectInputStream} and
 * streams with a filter are taken to choose their classes.
 */
final class UnsafeDeserialisation extends JavaCheck {
  private static final List<String> XSTREAM_RULES =
      List.of("allowTypes", "addPermission", "setupDefaultSecurity", "denyTypes");

  UnsafeDeserialisation() {
    super(
        "unsafe-deserialisation",
        1,
        "Deserialisation that lets its input choose the classes",
        List.of(
            "readObject",
            "readUnshared",
            "fromXML",
            "deserialize",
            "DefaultTyping",
            "new Yaml",
            "setAutoTypeSupport"),
        502);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    for (Call call : flow.calls()) {
      String setting = setting(call);
      if (setting != null) {
        recorder.finding(typing(flow, call, setting));
        continue;
      }
      Value input = input(call);
      Taint taint = input == null ? null : input.taint();
      if (taint != null) {
        recorder.finding(report(flow, call, taint));
      }
    }
  }

  /** The untrusted thing that is read, or null. */
  private static @Nullable Value input(Call call) {
    return switch (call.name()) {
      case "readObject", "readUnshared" ->
          (call.type().equals("ObjectInputStream") || call.type().equals("XMLDecoder"))
                  && !has(call.content(), "setObjectInputFilter")
              ? call.receiver()
              : null;
      case "fromXML" -> call.type().equals("XStream") && !restricted(call) ? call.arg(0) : null;
      case "deserialize" -> call.type().equals("SerializationUtils") ? call.arg(0) : null;
      case "load", "loadAll" ->
          call.type().equals("Yaml") && plainYaml(call.content()) ? call.arg(0) : null;
      default -> null;
    };
  }

  private static boolean restricted(Call call) {
    Box content = call.content();
    return content == null
        || content.entries().keySet().stream()
            .anyMatch(
                k -> XSTREAM_RULES.stream().anyMatch(k::startsWith) || k.startsWith("passed:"));
  }

  private static boolean has(@Nullable Box box, String setter) {
    return box != null && box.has(setter);
  }

  /** Made here without a constructor of its own; SnakeYAML before 2.0 then makes any class. */
  private static boolean plainYaml(@Nullable Box content) {
    return content != null && !content.has("argument0");
  }

  private static @Nullable String setting(Call call) {
    boolean typing =
        (call.name().equals("enableDefaultTyping")
                && !call.type().equals("SecurityJackson2Modules"))
            || (call.name().equals("activateDefaultTyping")
                && !call.argTrees().isEmpty()
                && call.argTrees().getFirst().toString().contains("LaissezFaire"))
            || (call.name().equals("activateDefaultTypingAsProperty")
                && call.argTrees().getFirst().toString().contains("LaissezFaire"));
    boolean fastjson = call.name().equals("setAutoTypeSupport") && call.arg(0).is(true);
    return typing ? "Jackson" : fastjson ? "fastjson" : null;
  }

  private Finding typing(JavaFlow flow, Call call, String library) {
    Map<String, String> words =
        Map.of("source", "@class", "call", flow.unit().code(call.tree(), 100), "library", library);
    return finding(
            flow.unit(),
            call.tree(),
            call.scope().symbol(),
            Severity.MEDIUM,
            Confidence.HEURISTIC,
            "From here on "
                + library
                + " makes whatever class the JSON names; where the JSON comes from is not followed.")
        .cwe(502)
        .lesson(card().fill("typing", words))
        .fix(card().fill("typing", words).replacement())
        .build();
  }

  private Finding report(JavaFlow flow, Call call, Taint taint) {
    Map<String, String> words =
        Map.of(
            "source", taint.name(),
            "call", flow.unit().code(call.tree(), 100),
            "library", call.type());
    String variant =
        Set.of("readObject", "readUnshared", "deserialize").contains(call.name())
                && !call.type().equals("XMLDecoder")
            ? "default"
            : "other";
    Finding.Builder finding =
        finding(
                flow.unit(),
                call.tree(),
                call.scope().symbol(),
                Tainted.severity(taint, Severity.CRITICAL),
                Tainted.confidence(taint),
                "`"
                    + call.name()
                    + "` makes objects of whatever classes the input names. "
                    + Tainted.words(taint))
            .cwe(502)
            .lesson(card().fill(variant, words))
            .fix(card().fill(variant, words).replacement());
    return Tainted.path(finding, flow.unit(), taint, call.tree()).build();
  }
}
