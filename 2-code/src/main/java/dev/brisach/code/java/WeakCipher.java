package dev.brisach.code.java;

import com.sun.source.tree.ExpressionTree;
import dev.brisach.code.java.flow.Box;
import dev.brisach.code.java.flow.Call;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.code.java.flow.Part;
import dev.brisach.code.java.flow.Value;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A broken cipher or one that shows patterns (CWE-327), and a fixed start value (CWE-329). */
final class WeakCipher extends JavaCheck {
  private static final Set<String> BROKEN =
      Set.of("DES", "DESEDE", "TRIPLEDES", "RC2", "RC4", "ARCFOUR", "BLOWFISH", "IDEA", "SKIPJACK");
  private static final Set<String> BLOCK = Set.of("AES", "ARIA", "CAMELLIA", "SM4", "SEED");

  WeakCipher() {
    super(
        "weak-cipher",
        1,
        "Broken cipher, readable mode or fixed start value",
        List.of("Cipher", "KeyGenerator", "SecretKeyFactory", "IvParameterSpec"),
        327,
        329);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    for (Call call : flow.calls()) {
      if (call.name().equals("getInstance")) {
        for (String transformation : texts(call.arg(0))) {
          String fault = fault(call.type(), transformation);
          if (fault != null) {
            recorder.finding(cipher(flow, call, transformation, fault));
            break;
          }
        }
      } else if (call.name().equals("new") && call.type().equals("IvParameterSpec")) {
        if (isFixed(flow, call)) {
          recorder.finding(startValue(flow, call));
        }
      }
    }
  }

  private static List<String> texts(Value value) {
    List<String> texts = new ArrayList<>();
    value.constants().forEach(c -> texts.add(c.toString()));
    List<Part> parts = value.parts();
    if (texts.isEmpty() && parts.size() == 1 && parts.getFirst().fixed()) {
      texts.add(parts.getFirst().text());
    }
    return texts;
  }

  private static @Nullable String fault(String type, String transformation) {
    String upper = transformation.toUpperCase(Locale.ROOT);
    int slash = upper.indexOf('/');
    String name = slash < 0 ? upper : upper.substring(0, slash);
    String mode = slash < 0 ? "" : upper.substring(slash + 1);
    boolean password =
        upper.startsWith("PBEWITH") && (upper.contains("DES") || upper.contains("RC"));
    return switch (type) {
      case "Cipher" -> {
        if (BROKEN.contains(name) || password) {
          yield name + " can be broken with today's computers";
        }
        if (BLOCK.contains(name) && (mode.isEmpty() || mode.startsWith("ECB"))) {
          yield (mode.isEmpty() ? "`" + transformation + "` means ECB, which" : "ECB")
              + " turns equal blocks into equal blocks, so that patterns stay readable";
        }
        yield null;
      }
      case "KeyGenerator", "SecretKeyFactory" ->
          (BROKEN.contains(name) && !name.equals("BLOWFISH")) || password
              ? name + " can be broken with today's computers"
              : null;
      default -> null;
    };
  }

  /** A start value of constant bytes: a literal text, an array of literals, an unfilled array. */
  private static boolean isFixed(JavaFlow flow, Call call) {
    if (call.argTrees().isEmpty()) {
      return false;
    }
    ExpressionTree tree = call.argTrees().getFirst();
    Value value = call.arg(0);
    if (flow.unit().code(tree).startsWith("\"") && flow.unit().code(tree).contains(".getBytes(")) {
      return true;
    }
    Box box = call.contents().getFirst();
    if (box == null || box.kind() != Box.Kind.LIST || value.taint() != null || !box.exact()) {
      return false;
    }
    boolean constant = box.entries().values().stream().allMatch(v -> v.constant() != null);
    return constant && (!box.entries().isEmpty() || isUnfilled(flow, call, tree));
  }

  private static boolean isUnfilled(JavaFlow flow, Call call, ExpressionTree tree) {
    String code = flow.unit().code(tree);
    if (code.startsWith("new ")) {
      return true;
    }
    boolean handedIn =
        call.scope().method() == null
            || call.scope().method().getParameters().stream()
                .anyMatch(p -> p.getName().contentEquals(code));
    boolean decrypts =
        flow.unit()
            .code(call.scope().method() == null ? tree : call.scope().method())
            .contains("DECRYPT_MODE");
    boolean touched =
        flow.calls().stream()
            .filter(c -> c.scope().equals(call.scope()) && !c.equals(call))
            .flatMap(c -> c.argTrees().stream())
            .anyMatch(a -> flow.unit().code(a).equals(code));
    return !touched && !decrypts && !handedIn;
  }

  private Finding cipher(JavaFlow flow, Call call, String transformation, String fault) {
    String code = flow.unit().code(call.tree(), 100);
    Map<String, String> words =
        Map.of("transformation", transformation, "call", code, "fault", fault, "iv", "");
    boolean certain = call.arg(0).constant() != null;
    return finding(
            flow.unit(),
            call.tree(),
            call.scope().symbol(),
            certain ? Severity.MEDIUM : Severity.LOW,
            certain ? Confidence.LIKELY : Confidence.HEURISTIC,
            "`" + code + "`: " + fault + ".")
        .cwe(327)
        .lesson(card().fill("default", words))
        .fix(card().fill("default", words).replacement())
        .build();
  }

  private Finding startValue(JavaFlow flow, Call call) {
    String code = flow.unit().code(call.tree(), 100);
    Map<String, String> words =
        Map.of(
            "transformation",
            "",
            "call",
            code,
            "fault",
            "",
            "iv",
            flow.unit().code(call.argTrees().getFirst(), 60));
    return finding(
            flow.unit(),
            call.tree(),
            call.scope().symbol(),
            Severity.MEDIUM,
            Confidence.LIKELY,
            "`" + code + "` starts every message with the same bytes; equal beginnings show.")
        .cwe(329)
        .lesson(card().fill("iv", words))
        .fix(card().fill("iv", words).replacement())
        .build();
  }
}
