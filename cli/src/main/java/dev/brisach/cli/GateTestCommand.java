package dev.brisach.cli;

import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.json.Json;
import dev.brisach.engine.Project;
import dev.brisach.kit.policy.OwnPolicies;
import dev.brisach.kit.policy.OwnPolicies.Tried;
import dev.brisach.kit.policy.OwnPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The tests that stand in a project's policies. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Run the tests that stand in security/policy/*.cel.yaml; exit 1 when one fails, exit 2 when",
      "a policy is wrong or has no passing and failing test."
    })
final class GateTestCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
  private Path path = Path.of(".");

  @Option(names = "--fields", description = "Show which fields each policy reads.")
  private boolean fields;

  @Override
  public Integer call() {
    OwnPolicies policies = Packs.policies(Project.open(path), true);
    List<Tried> tried = policies.test();
    long failed = tried.stream().filter(one -> !one.passed()).count();
    if (output.oneOf(Output.Format.TEXT, Output.Format.JSON) == Output.Format.JSON) {
      output.json(json(policies, tried, failed));
    } else {
      print(policies, tried, failed);
    }
    return failed > 0 ? Exit.BLOCKED : Exit.OK;
  }

  private void print(OwnPolicies policies, List<Tried> tried, long failed) {
    PrintWriter out = output.out();
    for (OwnPolicy policy : policies.all()) {
      out.println(policy.id() + "  " + policy.mode().word() + ", gate " + policy.scope().word());
      for (Tried one : tried) {
        if (one.policy().id().equals(policy.id())) {
          out.println(
              one.passed()
                  ? "  ok      " + one.trial().name()
                  : "  failed  "
                      + one.trial().name()
                      + ": expected "
                      + one.trial().expected().word()
                      + ", was "
                      + one.actual()
                      + " ("
                      + policy.file()
                      + ":"
                      + one.trial().line()
                      + ")");
        }
      }
      if (fields) {
        out.println("  reads   " + String.join(", ", reads(policy)));
      }
    }
    out.println(
        policies.isEmpty()
            ? "no policies in " + OwnPolicies.FOLDER
            : tried.size() + " tests, " + failed + " failed");
    out.flush();
  }

  private static List<String> reads(OwnPolicy policy) {
    List<String> reads = new ArrayList<>(policy.program().variables());
    reads.addAll(policy.program().fields());
    return reads;
  }

  private static Json.Obj json(OwnPolicies policies, List<Tried> tried, long failed) {
    List<Json> all = new ArrayList<>();
    for (OwnPolicy policy : policies.all()) {
      List<Json> tests = new ArrayList<>();
      for (Tried one : tried) {
        if (one.policy().id().equals(policy.id())) {
          tests.add(
              Json.object()
                  .put("name", one.trial().name())
                  .put("line", one.trial().line())
                  .put("expected", one.trial().expected().word())
                  .put("actual", one.actual())
                  .put("passed", one.passed())
                  .build());
        }
      }
      all.add(
          Json.object()
              .put("id", policy.id())
              .put("file", policy.file())
              .put("gate", policy.scope().word())
              .put("mode", policy.mode().word())
              .put("reads", Json.texts(reads(policy)))
              .put("tests", new Json.Arr(tests))
              .build());
    }
    return Json.object()
        .put("schema", "gate-test/1")
        .put("policies", new Json.Arr(all))
        .put("tests", tried.size())
        .put("failed", failed)
        .put(
            "fields",
            Json.object()
                .put("run", Json.texts(policies.fields(Verdict.Gate.RUN)))
                .put("release", Json.texts(policies.fields(Verdict.Gate.RELEASE)))
                .build())
        .build();
  }
}
