package dev.brisach.deploy.identity;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Phase;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.live.Running;
import java.util.List;

/**
 * What runs is what was released: the digest that an environment tells is one that a trusted key
 * has signed (CWE-494), whose build is attested and which the release gate let pass (CWE-345). Who
 * can deploy by hand can bring in another one; then nothing that was proved of the released one
 * speaks of what runs.
 */
public final class RunningIdentity implements Check<LiveService> {
  /** Id of this check, and the template that plans name. */
  public static final String ID = "deploy.identity";

  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          1,
          "What runs was signed, attested and let through by the gate",
          List.of(Stage.DEPLOY),
          Phase.LIVE,
          SubjectKind.of(AssetKind.HOST),
          List.of(Weakness.cwe(494), Weakness.cwe(345)),
          List.of(ID),
          List.of("running service", "key 'identity' of the environment", "key 'release'"),
          Effect.TRAFFIC);

  private static final Lesson LESSON =
      new Lesson(
          "Tests, scans and the gate spoke of one program, and another one runs.",
          "Whoever can copy a file to the server or change a tag needs no change in the repository.",
          "Let only the pipeline deploy, by digest, and only what it verified just before.",
          "Who could replace the running program tonight, and who would notice?",
          List.of(
              "https://slsa.dev/spec/v1.0/verifying-artifacts",
              "https://cwe.mitre.org/data/definitions/494.html"));

  private final Released released;

  /** Compares with what is proved of digests. */
  public RunningIdentity(Released released) {
    this.released = released;
  }

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Class<LiveService> subjectType() {
    return LiveService.class;
  }

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    Running.Told told = service.running();
    if (told == null) {
      recorder.skip("the environment does not say where it tells its digest: key 'identity'");
      return;
    }
    Asset host = service.asset();
    recorder.discovered(host, Asset.file("brisach.yaml"), told.sha256());
    if (told.sha256().isEmpty()) {
      recorder.unexamined(host, told.words());
      return;
    }
    Released.Answer answer = released.of(told.sha256());
    if (!answer.untold().isEmpty()) {
      recorder.unexamined(host, answer.untold());
      return;
    }
    recorder.covered(host);
    for (Released.Fault fault : answer.faults()) {
      recorder.finding(finding(host, context.environment().name(), told, fault));
      if (fault.lack() == Released.Lack.SIGNATURE) {
        return; // of what nobody signed, nothing else can be proved
      }
    }
  }

  private static Finding finding(
      Asset host, String environment, Running.Told told, Released.Fault fault) {
    boolean unsigned = fault.lack() == Released.Lack.SIGNATURE;
    return Finding.of(ID, Severity.HIGH, Confidence.PROVED)
        .cwe(unsigned ? 494 : 345)
        .at(host, null)
        .says(
            switch (fault.lack()) {
              case SIGNATURE -> "What runs was never signed";
              case PROVENANCE -> "Nobody attests how what runs was built";
              case GATE -> "What runs never passed the release gate";
            },
            environment
                + " runs sha256:"
                + told.sha256()
                + " (says "
                + told.words()
                + "): "
                + fault.message())
        .fix(
            "Deploy by digest and only after `brisach release verify` in the same job; find out who"
                + " brought in this one and by which way")
        .lesson(LESSON)
        .identity(environment, fault.lack().name())
        .build();
  }
}
