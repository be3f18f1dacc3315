package dev.brisach.engine;

import dev.brisach.core.CheckInfo;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import java.util.List;

/** Takes what a run has to say, as soon as it is known; the ledger's writer in a real run. */
public interface Journal {
  /** The checks of this run, whether they will run or not. */
  void catalogue(List<CheckInfo> checks);

  /** The configured environments. */
  void environments(List<Environment> environments);

  /** The threat model that was read or drafted. */
  void model(Model model);

  /** All physical assets. */
  void inventory(Inventory inventory);

  /** One sweep. */
  void evidence(Evidence evidence);
}
