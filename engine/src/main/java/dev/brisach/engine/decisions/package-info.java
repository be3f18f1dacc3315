/**
 * What people decide, as files that are committed and reviewed. {@code security/decisions} and the
 * approvals beside go in, {@link dev.brisach.core.Decision} with those approvals that count come
 * out, together with the questions and answers of {@code security/questions}. Start at {@link
 * dev.brisach.engine.decisions.Decisions}; whether a decision covers anything is for {@code
 * dev.brisach.core.assurance} to say.
 */
@NullMarked
package dev.brisach.engine.decisions;

import org.jspecify.annotations.NullMarked;
