/**
 * What a change may not decide for itself. Policy, scopes, expectations, decisions and approvers'
 * keys are read from the protected base that the change goes into ({@link
 * dev.brisach.engine.guard.Base}); the same of both sides go in, what the change weakens comes out
 * ({@link dev.brisach.engine.guard.Weakening}), and a check makes findings of it.
 */
@NullMarked
package dev.brisach.engine.guard;

import org.jspecify.annotations.NullMarked;
