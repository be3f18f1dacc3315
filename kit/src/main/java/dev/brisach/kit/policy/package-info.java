/**
 * A project's own policies for the gates. What flows in: files {@code security/policy/*.cel.yaml},
 * and the computed assurance of a state; what flows out: further reasons of a verdict. Start
 * reading at {@link dev.brisach.kit.policy.OwnPolicies}; what an expression can name stands in
 * {@link dev.brisach.kit.policy.Vocabulary}.
 */
@NullMarked
package dev.brisach.kit.policy;

import org.jspecify.annotations.NullMarked;
