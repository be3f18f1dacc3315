package dev.brisach.core;

/**
 * Says that physical assets belong to a model element. Applied when assurance is computed, so that
 * a changed binding needs no new scan.
 *
 * @param element {@code component:…}, {@code flow:…} or {@code data:…}
 * @param kind kind of the physical assets
 * @param selector for files a path, where a folder means all below and {@code .} the whole tree, or
 *     a glob with {@code *} and {@code **}; for endpoints the beginning of {@code URL} (path
 *     included); for others the exact name, or a beginning closed by {@code *}
 */
public record Binding(Asset element, AssetKind kind, String selector, Source source)
    implements Comparable<Binding> {
  /** Who says so. */
  public enum Source {
    DECLARED,
    EXTRACTED,
    DISCOVERED;

    /** The spelling in machine output. */
    public String word() {
      return Words.of(this);
    }

    /** Reads what {@link #word()} wrote. */
    public static Source of(String word) {
      return Words.parse(Source.class, word);
    }
  }

  public Binding {
    if (!element.kind().isModel() || kind.isModel()) {
      throw new IllegalArgumentException("A binding joins a model element to physical assets");
    }
    if (selector.isBlank()) {
      throw new IllegalArgumentException("A binding needs a selector: " + element);
    }
  }

  @Override
  public int compareTo(Binding other) {
    int order = element.compareTo(other.element);
    if (order == 0) {
      order = kind.compareTo(other.kind);
    }
    return order == 0 ? selector.compareTo(other.selector) : order;
  }
}
