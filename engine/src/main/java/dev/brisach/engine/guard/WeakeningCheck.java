package dev.brisach.engine.guard;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.BrisachException;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Digests;
import dev.brisach.core.Finding;
import dev.brisach.core.Location;
import dev.brisach.core.Recorder;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.engine.config.SettingsReader;
import dev.brisach.engine.decisions.Approvals;
import dev.brisach.engine.decisions.DecisionFile;
import dev.brisach.engine.decisions.OwnFiles;
import dev.brisach.kit.policy.OwnPolicies;
import dev.brisach.kit.tree.SourceTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the change under test weakens of policy, expectations, scopes, approvers and
 * decisions. Its subject is not the code but the way it is judged and delivered: {@code
 * pipeline:brisach/…}, one for each kind of file. So its silence says nothing of wrong
 * authorisation inside the product.
 */
public final class WeakeningCheck implements Check<SourceTree> {
  /** Its id, and the rule of its findings. */
  public static final String ID = "code.weakening";

  private static final Asset WHOLE = new Asset(AssetKind.PIPELINE, "brisach");
  private static final List<String> PLACES =
      List.of(
          SettingsReader.FILE,
          Guarded.MODEL,
          OwnPolicies.FOLDER,
          Approvals.SIGNERS,
          DecisionFile.FOLDER);

  private static final CheckInfo INFO =
      CheckInfo.reading(
          ID,
          1,
          "A change must not weaken what it is judged by",
          Stage.CODE,
          SubjectKind.of(AssetKind.PIPELINE),
          List.of(Weakness.cwe(732), Weakness.cwe(863)));

  private final @Nullable Base base;

  /** A check against a base; with none it is skipped. */
  public WeakeningCheck(@Nullable Base base) {
    this.base = base;
  }

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Class<SourceTree> subjectType() {
    return SourceTree.class;
  }

  @Override
  public void examine(SourceTree tree, Context context, Recorder recorder) {
    if (base == null) {
      recorder.skip("no base to compare with (--base REVISION)");
      return;
    }
    List<Weaker> found;
    try {
      found = base.weakened(OwnFiles.in(tree.root()));
    } catch (BrisachException e) {
      recorder.unexamined(WHOLE, e.getMessage());
      return;
    }
    for (String place : PLACES) {
      Asset asset = asset(place);
      recorder.discovered(asset, WHOLE, "");
      recorder.covered(asset);
    }
    found.forEach(weaker -> recorder.finding(finding(weaker, base.revision())));
  }

  private static Asset asset(String file) {
    String place = PLACES.stream().filter(file::startsWith).findFirst().orElse(file);
    return new Asset(AssetKind.PIPELINE, "brisach/" + place);
  }

  private static Finding finding(Weaker weaker, String base) {
    return Finding.of(ID, weaker.severity(), Confidence.PROVED)
        .cwe(weaker.kind().cwe())
        .at(asset(weaker.file()), Location.line(weaker.file(), weaker.line()))
        .digest(Digests.sha256(weaker.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .says(
            weaker.kind().title(),
            weaker.what()
                + ": at the base "
                + weaker.before()
                + ", after this change "
                + weaker.after()
                + ". This run was judged by the base.")
        .fix(
            "Take it back, or let somebody who answers for the policy review this very change"
                + " before it is merged.")
        .detail("before", weaker.before())
        .detail("after", weaker.after())
        .detail("base", base)
        .identity(weaker.kind().name(), weaker.what(), weaker.after())
        .build();
  }
}
