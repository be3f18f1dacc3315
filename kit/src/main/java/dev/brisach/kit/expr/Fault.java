package dev.brisach.kit.expr;

/**
 * The result of what cannot be computed over these values, as in a division by zero.
 *
 * @param place offset in the expression
 */
public record Fault(int place, String message) {}
