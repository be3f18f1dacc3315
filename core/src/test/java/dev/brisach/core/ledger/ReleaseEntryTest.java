package dev.brisach.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.assurance.Release;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.assurance.Verdict.Reason;
import dev.brisach.core.assurance.Verdict.Word;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseEntryTest {
  private static final Instant ASKED = Instant.parse("2026-03-10T10:00:00Z");
  private static final Instant AT = Instant.parse("2026-03-10T12:00:00Z");

  @Test
  void whatIsKnownOfReleasesComesBackInOrderOfTime() {
    Verdict gate =
        new Verdict(
            Verdict.Gate.RELEASE,
            Word.BLOCK,
            List.of(
                new Reason("breach-of-high-threat", Word.BLOCK, "sql@orders", "code breached"),
                new Reason("mine", Word.WARN, null, "not as we want it")));
    Release full =
        new Release(
            Asset.file("app.jar"),
            "sha256:aa",
            "abc",
            true,
            true,
            List.of("SHA256:b", "SHA256:a"),
            gate,
            ASKED,
            AT);
    Release bare = new Release(Asset.parse("image:sha256:bb"), null, false, false, null, ASKED);
    Ledger ledger = Ledger.inMemory();

    try (LedgerWriter writer = ledger.begin("p", "main", "abc", "test", AT)) {
      writer.release(full);
      writer.release(bare);
    }

    assertThat(ledger.read().words()).isEmpty();
    assertThat(ledger.read().releases()).containsExactly(bare, full);
    assertThat(ledger.runs()).hasSize(1);
  }
}
