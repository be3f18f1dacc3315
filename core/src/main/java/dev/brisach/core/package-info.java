/**
 * The words of Brisach: stage, asset, weakness, threat, check, evidence, finding, decision.
 *
 * <p>In: nothing; these are values. Out: the vocabulary that every other module speaks. Start with
 * {@link dev.brisach.core.Check} and {@link dev.brisach.core.Evidence}.
 */
@NullMarked
package dev.brisach.core;

import org.jspecify.annotations.NullMarked;
