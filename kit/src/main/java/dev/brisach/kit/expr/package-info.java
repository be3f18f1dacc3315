/**
 * Typed expressions over named values. What flows in: a checked program, made by an {@link
 * dev.brisach.kit.expr.ExpressionCompiler} that a pack brings, and values described by {@link
 * dev.brisach.kit.expr.Shape}s. What flows out: true, false, {@link dev.brisach.kit.expr.Unknown},
 * or a {@link dev.brisach.kit.expr.Fault}; never more steps than allowed. Start reading at {@link
 * dev.brisach.kit.expr.Evaluator}.
 */
@NullMarked
package dev.brisach.kit.expr;

import org.jspecify.annotations.NullMarked;
