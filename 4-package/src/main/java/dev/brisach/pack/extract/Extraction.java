package dev.brisach.pack.extract;

import java.util.ArrayList;
import java.util.List;

/**
 * What one manifest, lock file or archive gave.
 *
 * @param packages with exact versions, in the order of the file
 * @param unknown what is named but cannot be judged
 * @param notes what the kind of file cannot say, in words
 */
public record Extraction(List<FoundPackage> packages, List<Unknown> unknown, List<String> notes) {
  public Extraction {
    packages = List.copyOf(packages);
    unknown = List.copyOf(unknown);
    notes = List.copyOf(notes);
  }

  /** A package whose version (or identity) cannot be known, with the reason. */
  public record Unknown(String name, int line, String reason) {}

  /** Collects while a file is read; bounded, so that a hostile file cannot fill the memory. */
  static final class Collector {
    /** Most packages of one file. */
    static final int MAX_PACKAGES = 200_000;

    private final List<FoundPackage> packages = new ArrayList<>();
    private final List<Unknown> unknown = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void add(FoundPackage found) {
      check();
      packages.add(found);
    }

    void unknown(String name, int line, String reason) {
      check();
      String shown = name.length() > 200 ? name.substring(0, 199) + "…" : name;
      unknown.add(new Unknown(shown.isBlank() ? "(no name)" : shown, line, reason));
    }

    void note(String note) {
      notes.add(note);
    }

    Extraction done() {
      return new Extraction(packages, unknown, notes);
    }

    private void check() {
      if (packages.size() + unknown.size() >= MAX_PACKAGES) {
        throw new dev.brisach.kit.tree.Unreadable(
            0, "names more than " + MAX_PACKAGES + " packages");
      }
    }
  }
}
