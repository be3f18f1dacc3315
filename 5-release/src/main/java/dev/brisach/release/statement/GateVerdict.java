package dev.brisach.release.statement;

import dev.brisach.core.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gate said of an artifact, and from what: predicate {@code
 * https://brisach.dev/gate-verdict/v1}. The same inputs give the same statement, byte for byte, so
 * {@code at} is the moment that the gate was asked for, and not the moment of signing.
 *
 * @param gate {@code run} or {@code release}
 * @param verdict {@code pass}, {@code warn} or {@code block}
 * @param reasons in the gate's own order
 * @param inputs what it was judged from
 * @param revision the commit that the artifact was built from; null where it is not known
 * @param at the moment of which it speaks
 */
public record GateVerdict(
    String gate,
    String verdict,
    List<Reason> reasons,
    Inputs inputs,
    @Nullable String revision,
    Instant at) {
  public GateVerdict {
    reasons = List.copyOf(reasons);
    if (!List.of("run", "release").contains(gate)) {
      throw new StatementFault("gate has to be run or release");
    }
    if (!List.of("pass", "warn", "block").contains(verdict)) {
      throw new StatementFault("verdict has to be pass, warn or block");
    }
  }

  /**
   * One reason.
   *
   * @param rule the gate's rule
   * @param verdict what this rule alone says
   * @param threat the threat it is about; null for none
   * @param message for people
   */
  public record Reason(String rule, String verdict, @Nullable String threat, String message) {}

  /**
   * What a verdict rests on.
   *
   * @param policy version or digest of the policy
   * @param model digest of the threat model
   * @param decisions digest of the decisions; null where none were looked at
   * @param heads of the ledger's segments
   */
  public record Inputs(
      String policy, String model, @Nullable String decisions, List<String> heads) {
    public Inputs {
      heads = heads.stream().sorted().toList();
    }

    /** What a verdict rests on that looked at no decision. */
    public Inputs(String policy, String model, List<String> heads) {
      this(policy, model, null, heads);
    }
  }

  static GateVerdict read(Json.Obj content) {
    List<Reason> reasons = new ArrayList<>();
    for (Json item : content.list("reasons")) {
      if (!(item instanceof Json.Obj one)) {
        throw new StatementFault("a reason of the gate's verdict is no object");
      }
      reasons.add(
          new Reason(
              need(one, "rule"), need(one, "verdict"), one.text("threat"), need(one, "message")));
    }
    Json.Obj inputs = content.object("inputs");
    Instant at = Predicate.time(content, "at");
    if (at == null) {
      throw new StatementFault("the predicate's at is missing");
    }
    return new GateVerdict(
        need(content, "gate"),
        need(content, "verdict"),
        reasons,
        new Inputs(
            need(inputs, "policy"),
            need(inputs, "model"),
            inputs.text("decisions"),
            inputs.texts("heads")),
        content.text("revision"),
        at);
  }

  private static String need(Json.Obj in, String name) {
    String text = in.text(name);
    if (text == null) {
      throw new StatementFault("the predicate's " + name + " is missing");
    }
    return text;
  }

  /** The same as a claim. */
  public Predicate predicate() {
    return new Predicate.Result(
        PredicateType.GATE_VERDICT.uri(),
        json(),
        at,
        verdict,
        verdict.equals("block") ? Predicate.Word.BAD : Predicate.Word.GOOD);
  }

  private Json.Obj json() {
    List<Json> items = new ArrayList<>();
    for (Reason reason : reasons) {
      items.add(
          Json.object()
              .put("rule", reason.rule())
              .put("verdict", reason.verdict())
              .put("threat", reason.threat())
              .put("message", reason.message())
              .build());
    }
    return Json.object()
        .put("gate", gate)
        .put("verdict", verdict)
        .put("reasons", new Json.Arr(items))
        .put(
            "inputs",
            Json.object()
                .put("policy", inputs.policy())
                .put("model", inputs.model())
                .put("decisions", inputs.decisions())
                .put("heads", inputs.heads())
                .build())
        .put("revision", revision)
        .put("at", at.toString())
        .build();
  }
}
