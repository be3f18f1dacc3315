package dev.brisach.code.java;

import dev.brisach.code.java.flow.Box;
import dev.brisach.code.java.flow.Call;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.code.java.flow.Taint;
import dev.brisach.code.java.flow.Value;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program of the operating system whose name, command line or shell script a client or caller
 * chooses (CWE-78). A value that is one argument of a fixed program other than a shell is not
 * reported: no shell reads it.
 */
final class CommandInjection extends JavaCheck {
  private static final Set<String> SHELLS =
      Set.of(
          "sh",
          "bash",
          "zsh",
          "ksh",
          "dash",
          "cmd",
          "cmd.exe",
          "powershell",
          "pwsh",
          "powershell.exe",
          "su",
          "env");
  private static final Set<String> SCRIPT = Set.of("-c", "/c", "/C", "-command", "-Command", "-lc");

  CommandInjection() {
    super(
        "command-injection",
        1,
        "Operating system command built from a value from outside",
        List.of("Runtime", "ProcessBuilder", "CommandLine"),
        78);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    for (Call call : flow.calls()) {
      Value value = dangerous(call);
      Taint taint = value == null ? null : value.taint();
      if (value != null && taint != null && !taint.safeFor(Taint.Use.COMMAND)) {
        recorder.finding(report(flow, call, value, taint));
      }
    }
  }

  private static @Nullable Value dangerous(Call call) {
    boolean exec = call.name().equals("exec") && (call.type().equals("Runtime") || isRuntime(call));
    boolean builder =
        call.type().equals("ProcessBuilder")
            && (call.name().equals("new") || call.name().equals("command"));
    boolean line = call.type().equals("CommandLine") && call.name().equals("parse");
    if (call.args().isEmpty() || !(exec || builder || line)) {
      return null;
    }
    if (exec && call.args().size() > 1 && web(call.arg(1))) {
      return call.arg(1);
    }
    List<Value> words = words(call, builder);
    return words == null ? wholeLine(call.arg(0)) : shellWord(words);
  }

  private static boolean isRuntime(Call call) {
    return call.tree().toString().contains("getRuntime()");
  }

  private static boolean web(Value value) {
    return value.taint() != null && value.taint().origin() == Taint.Origin.WEB;
  }

  /** The command as words, or null where it is one line that is split at spaces. */
  private static @Nullable List<Value> words(Call call, boolean builder) {
    Box box = call.contents().getFirst();
    if (box != null && box.kind() == Box.Kind.LIST) {
      if (!box.exact()) {
        return List.of(box.rest(), box.setting("0"), box.setting("1"), box.setting("2"));
      }
      List<Value> words = new ArrayList<>();
      for (int i = 0; i < box.entries().size(); i++) {
        words.add(box.setting(Integer.toString(i)));
      }
      return words;
    }
    return builder && call.arg(0).type().equals("String") ? call.args() : null;
  }

  /** A command line: a caller's whole line is the caller's business, a part of one is ours. */
  private static @Nullable Value wholeLine(Value line) {
    Taint taint = line.taint();
    if (taint == null || taint.origin() == Taint.Origin.WEB) {
      return line;
    }
    boolean mixed =
        line.parts().stream().anyMatch(p -> p.fixed() && p.text().contains(" "))
            && line.parts().getFirst().fixed();
    return mixed ? line : null;
  }

  /** The first word, or any word behind a shell. */
  private static @Nullable Value shellWord(List<Value> words) {
    if (!words.isEmpty() && web(words.getFirst())) {
      return words.getFirst();
    }
    boolean shell = false;
    boolean script = false;
    for (Value word : words) {
      for (Object constant : word.constants()) {
        String text = constant.toString();
        String program = text.substring(text.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        shell |= SHELLS.contains(program);
        script |= SCRIPT.contains(text);
      }
      if (shell && script && word.reaches(Taint.Use.COMMAND)) {
        return word;
      }
    }
    return null;
  }

  private Finding report(JavaFlow flow, Call call, Value value, Taint taint) {
    boolean envp =
        call.name().equals("exec") && call.args().size() > 1 && value.equals(call.arg(1));
    String message =
        "`"
            + taint.name()
            + "` decides what "
            + (envp ? "environment the program runs in. " : "the operating system runs. ")
            + Tainted.words(taint);
    Map<String, String> words =
        Map.of("source", taint.name(), "call", flow.unit().code(call.tree(), 100));
    Finding.Builder finding =
        finding(
                flow.unit(),
                call.tree(),
                call.scope().symbol(),
                Tainted.severity(taint, Severity.CRITICAL),
                Tainted.confidence(taint),
                message)
            .cwe(78)
            .lesson(card().fill("default", words))
            .fix(card().fill("default", words).replacement());
    return Tainted.path(finding, flow.unit(), taint, call.tree()).build();
  }
}
