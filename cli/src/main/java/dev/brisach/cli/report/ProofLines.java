package dev.brisach.cli.report;

import dev.brisach.core.Proof;
import dev.brisach.kit.replay.Expectations;
import java.util.ArrayList;
import java.util.List;

/** A proof in lines of text: the requests as they were sent, what came back, what it must show. */
final class ProofLines {
  private static final int MOST = 600;

  private ProofLines() {}

  /** All of it, one block of lines for each step. */
  static List<String> of(Proof proof) {
    List<String> lines = new ArrayList<>();
    for (Proof.Step step : proof.steps()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(step(step));
    }
    return lines;
  }

  private static List<String> step(Proof.Step step) {
    List<String> lines = new ArrayList<>();
    String who = step.identity().isEmpty() ? "a stranger" : step.identity();
    lines.add(step.role().word() + ", as " + who);
    Proof.Call call = step.call();
    lines.add("> " + cut(call.method() + " " + call.target()));
    call.headers().forEach(header -> lines.add("> " + cut(header.name() + ": " + header.value())));
    String body = call.body();
    if (body != null && !body.isEmpty()) {
      lines.add(">");
      cut(body).lines().forEach(line -> lines.add("> " + line));
    }
    lines.add("< " + (step.status() == 0 ? "no answer" : Integer.toString(step.status())));
    cut(step.excerpt()).lines().forEach(line -> lines.add("< " + line));
    step.captures()
        .forEach(capture ->
            lines.add(
                "= ${" + capture.name() + "} is " + capture.place().word() + " " + capture.key()));
    step.expectations().forEach(expected -> lines.add("= " + cut(Expectations.words(expected))));
    return lines;
  }

  private static String cut(String text) {
    return Columns.block(Columns.cut(text, MOST, " …"));
  }
}
