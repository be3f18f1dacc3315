package dev.brisach.core;

import java.util.List;

/**
 * The assets that a sweep looked at. Never empty: that is {@link Outcome.Skipped}.
 *
 * <p>A {@link Subtree} means all assets of the subject kind that the run's inventory has at or
 * below a path, so that 100,000 files take one entry.
 */
public sealed interface Covered {
  /** Kind (and type) of the assets. */
  SubjectKind subject();

  /** How many assets, those named as unexamined included. */
  int count();

  /** All files of the kind below {@code root}, a path without trailing slash; empty: the tree. */
  record Subtree(SubjectKind subject, String root, int count) implements Covered {
    public Subtree {
      if (count < 1 || subject.kind() != AssetKind.FILE) {
        throw new IllegalArgumentException("A subtree covers at least one file");
      }
    }
  }

  /** Just these assets. */
  record Listed(SubjectKind subject, List<Asset> assets) implements Covered {
    public Listed {
      assets = assets.stream().sorted().distinct().toList();
      if (assets.isEmpty()) {
        throw new IllegalArgumentException("Nothing covered is a skip");
      }
    }

    @Override
    public int count() {
      return assets.size();
    }
  }
}
