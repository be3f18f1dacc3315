package dev.brisach.engine.guard;

import dev.brisach.core.Model;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.config.SettingsReader;
import dev.brisach.engine.decisions.Approvals;
import dev.brisach.engine.decisions.Decisions;
import dev.brisach.engine.decisions.OwnFiles;
import dev.brisach.kit.keys.AllowedSigners;
import dev.brisach.kit.policy.OwnPolicies;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that says how a project is judged, of one side of a change.
 *
 * @param model the committed threat model with its threats; null where none is committed
 * @param signers the approvers' keys; null where there is no list
 * @param policies the texts of the project's own policies, by file
 */
public record Guarded(
    Settings settings,
    @Nullable Model model,
    Decisions decisions,
    @Nullable AllowedSigners signers,
    SortedMap<String, String> policies) {
  /** Where a project keeps its threat model. */
  public static final String MODEL = "security/threat-model.yaml";

  public Guarded {
    policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
  }

  /**
   * Makes of the text of a threat model its threats, bindings and all else that assurance needs.
   */
  @FunctionalInterface
  public interface ModelReader {
    /** The model; a fault in it is a usage error. */
    Model read(String file, String text);
  }

  /**
   * Reads one side; a fault in any of its files is a usage error.
   *
   * @param folder how the project is called where its settings do not say
   */
  public static Guarded read(OwnFiles files, String folder, ModelReader models, Instant now) {
    String model = files.text(MODEL);
    SortedMap<String, String> policies = new TreeMap<>();
    for (String name : files.list(OwnPolicies.FOLDER)) {
      if (name.endsWith(OwnPolicies.ENDING)) {
        String path = OwnPolicies.FOLDER + "/" + name;
        policies.put(path, Objects.requireNonNullElse(files.text(path), ""));
      }
    }
    return new Guarded(
        SettingsReader.parse(
            Objects.requireNonNullElse(files.text(SettingsReader.FILE), ""), folder),
        model == null ? null : models.read(MODEL, model),
        Decisions.read(files, now),
        Approvals.signers(files),
        policies);
  }
}
