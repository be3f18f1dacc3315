/**
 * Drafts a threat model from a repository without one: an inventory in, a model with evidence out.
 * Start at {@link dev.brisach.plan.bootstrap.Bootstrap}.
 */
@NullMarked
package dev.brisach.plan.bootstrap;

import org.jspecify.annotations.NullMarked;
