package dev.brisach.code.java;

import dev.brisach.code.java.flow.Call;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.code.java.flow.Taint;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import java.util.List;
import java.util.Map;

/** A redirect to an address that the client chooses (CWE-601). */
final class OpenRedirect extends JavaCheck {
  OpenRedirect() {
    super("open-redirect", 1, "Redirect to an address from outside", List.of("sendRedirect"), 601);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    for (Call call : flow.calls()) {
      Taint taint = call.arg(0).taint();
      if (call.name().equals("sendRedirect")
          && taint != null
          && taint.origin() == Taint.Origin.WEB) {
        String code = flow.unit().code(call.tree(), 100);
        var lesson = card().fill("default", Map.of("call", code, "source", taint.name()));
        var finding =
            finding(
                    flow.unit(),
                    call.tree(),
                    call.scope().symbol(),
                    Severity.MEDIUM,
                    Tainted.confidence(taint),
                    "`" + code + "` goes anywhere. " + Tainted.words(taint))
                .cwe(601)
                .lesson(lesson)
                .fix(lesson.replacement());
        recorder.finding(Tainted.path(finding, flow.unit(), taint, call.tree()).build());
      }
    }
  }
}
