package dev.brisach.core.ledger;

import dev.brisach.core.Asset;
import dev.brisach.core.assurance.Release;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known of an artifact's release, in JSON. */
public final class ReleaseJson {
  private ReleaseJson() {}

  /** The facts. */
  public static Json.Obj of(Release release) {
    Verdict gate = release.gate();
    return Json.object()
        .put("artifact", release.artifact().toString())
        .put("digest", release.digest())
        .put("revision", release.revision())
        .put("signed", release.signed())
        .put("attested", release.attested())
        .put("signers", release.signers())
        .put("asked", release.asked() == null ? null : release.asked().toString())
        .put("at", release.at().toString())
        .put("gate", gate == null ? new Json.Null() : gate(gate))
        .build();
  }

  private static Json gate(Verdict gate) {
    List<Json> reasons = new ArrayList<>();
    for (Verdict.Reason reason : gate.reasons()) {
      reasons.add(
          Json.object()
              .put("rule", reason.rule())
              .put("verdict", reason.word().word())
              .put("threat", reason.threat())
              .put("message", reason.message())
              .build());
    }
    return Json.object()
        .put("verdict", gate.word().word())
        .put("reasons", new Json.Arr(reasons))
        .build();
  }

  /** Reads what {@link #of} wrote. */
  public static Release read(Json json) {
    return Fields.read(
        json,
        "release",
        in ->
            new Release(
                Asset.parse(in.text("artifact")),
                in.maybe("digest"),
                in.maybe("revision"),
                in.flag("signed"),
                in.flag("attested"),
                in.texts("signers"),
                in.has("gate") ? verdict(in.value("gate")) : null,
                in.has("asked") ? in.time("asked") : null,
                in.time("at")));
  }

  private static @Nullable Verdict verdict(Json json) {
    return Fields.read(
        json,
        "gate",
        in ->
            new Verdict(
                Verdict.Gate.RELEASE,
                word(in.text("verdict")),
                in.list("reasons", ReleaseJson::reason)));
  }

  private static Verdict.Reason reason(Json json) {
    return Fields.read(
        json,
        "reason",
        in ->
            new Verdict.Reason(
                in.text("rule"), word(in.text("verdict")), in.maybe("threat"), in.text("message")));
  }

  private static Verdict.Word word(String text) {
    return Verdict.Word.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
