/**
 * Benchmarks: each {@code XxxBench} has a {@code main} that warms up, measures and prints. In:
 * sizes and folders on the command line. Out: figures on standard output; the exit code is not 0
 * where something could not be measured. Start with {@link dev.brisach.bench.StartupBench}.
 */
@NullMarked
package dev.brisach.bench;

import org.jspecify.annotations.NullMarked;
