/**
 * The first stage: which weaknesses matter, where, and who answers them. A tree goes in, a planned
 * model with threats, bindings and stories comes out. Start at {@link dev.brisach.plan.Plan}.
 */
@NullMarked
package dev.brisach.plan;

import org.jspecify.annotations.NullMarked;
