/**
 * Checks of Java source. In: one file. Out: findings with their path and a guidance card. Start at
 * {@link dev.brisach.code.java.JavaChecks}; each check is one class that asks {@code flow} which
 * values reach which calls.
 *
 * <p>Test sources are covered and nothing is reported in them. Values are followed inside a file;
 * callers in other files are not, and a finding that rests on such a caller says so and is only
 * {@code heuristic}.
 */
@NullMarked
package dev.brisach.code.java;

import org.jspecify.annotations.NullMarked;
