package dev.brisach.cli;

import dev.brisach.core.CheckInfo;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.ledger.LedgerWriter;
import dev.brisach.engine.Journal;
import java.util.List;

/** Writes what a run says into its ledger segment as it comes. */
record LedgerJournal(LedgerWriter writer) implements Journal {
  @Override
  public void catalogue(List<CheckInfo> checks) {
    writer.catalogue(checks);
  }

  @Override
  public void environments(List<Environment> environments) {
    writer.environments(environments);
  }

  @Override
  public void model(Model model) {
    writer.model(model);
  }

  @Override
  public void inventory(Inventory inventory) {
    writer.inventory(inventory);
  }

  @Override
  public void evidence(Evidence evidence) {
    writer.evidence(evidence);
  }
}
