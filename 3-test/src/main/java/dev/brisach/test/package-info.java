/**
 * Stage Test: does a promised defence work? A running service goes in, evidence about its endpoints
 * comes out. Start with {@link dev.brisach.test.TestChecks}.
 */
@NullMarked
package dev.brisach.test;

import org.jspecify.annotations.NullMarked;
