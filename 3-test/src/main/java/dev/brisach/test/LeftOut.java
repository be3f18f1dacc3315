package dev.brisach.test;

import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Context;
import dev.brisach.core.Recorder;
import dev.brisach.kit.live.LiveService;

/** A check that the team left out: it sends nothing and says why. */
record LeftOut(Check<LiveService> check, String reason) implements Check<LiveService> {
  @Override
  public CheckInfo info() {
    return check.info();
  }

  @Override
  public Class<LiveService> subjectType() {
    return check.subjectType();
  }

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    recorder.skip(reason);
  }
}
