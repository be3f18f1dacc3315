/**
 * The threat model as a team writes it: a YAML file in, records with places and unknown facts out.
 * Start at {@link dev.brisach.plan.model.ThreatModelReader}.
 */
@NullMarked
package dev.brisach.plan.model;

import org.jspecify.annotations.NullMarked;
