/**
 * Benchmarks: each class has a {@code main} that warms up, measures and prints. In: sizes on the
 * command line. Out: figures on standard output. Start with {@link
 * dev.brisach.bench.AssuranceBench}.
 */
@NullMarked
package dev.brisach.bench;

import org.jspecify.annotations.NullMarked;
