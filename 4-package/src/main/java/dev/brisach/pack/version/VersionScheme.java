package dev.brisach.pack.version;

import java.util.Comparator;

/** How one ecosystem orders its versions. Stateless; safe for use by several threads. */
public interface VersionScheme extends Comparator<String> {
  /** Negative, zero or positive; any text has a place in the order, so that sorting never fails. */
  @Override
  int compare(String left, String right);

  /** True where the text is a version of this scheme, so that its place in the order means much. */
  boolean isVersion(String text);
}
