package dev.brisach.kit.tree;

/**
 * A way to parse a file, shared by all checks that want it: each file is parsed at most once per
 * front. Implementations are stateless singletons; identity is the key.
 *
 * @param <T> what the parse yields; immutable
 */
public interface Front<T> {
  /** Parses a file; what cannot be parsed is an {@link Unreadable} with its line. */
  T parse(SourceFile file);
}
