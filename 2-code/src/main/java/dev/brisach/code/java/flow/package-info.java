/**
 * What values reach which calls in one Java file. In: a parsed file. Out: {@link
 * dev.brisach.code.java.flow.JavaFlow}, every call and named store with what is known of its
 * values. Start at {@link dev.brisach.code.java.flow.FlowFront}; {@code Statements} walks a method
 * in order, {@code Expressions} values its expressions, {@code KnownCalls} knows the library.
 *
 * <p>An abstract interpretation in program order: constants decide branches, containers with
 * constant keys keep their elements apart, methods of the same file are followed with the values of
 * the call. Callers in other files are not followed; a parameter of a method that others may call
 * is marked as such.
 */
@NullMarked
package dev.brisach.code.java.flow;

import org.jspecify.annotations.NullMarked;
