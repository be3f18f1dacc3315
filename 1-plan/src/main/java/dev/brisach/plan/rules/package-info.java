/**
 * Rules as data over a threat model, three-valued: a model in, threats and questions out. Start at
 * {@link dev.brisach.plan.rules.RuleEngine}.
 */
@NullMarked
package dev.brisach.plan.rules;

import org.jspecify.annotations.NullMarked;
