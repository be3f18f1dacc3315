/**
 * Measures the examination of a running service against targets whose flaws are known. In: the
 * folder of a target as {@code bench/targets} builds it. Out: what was found, missed and wrongly
 * said. Start with {@link dev.brisach.bench.probe.Target} and {@link
 * dev.brisach.bench.probe.Examination}.
 */
@NullMarked
package dev.brisach.bench.probe;

import org.jspecify.annotations.NullMarked;
