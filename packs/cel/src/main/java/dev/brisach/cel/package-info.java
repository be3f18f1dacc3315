/**
 * The pack that reads policy expressions: CEL's own parser and type checker (library {@code
 * dev.cel}), whose tree becomes a program of {@code kit.expr}. Its libraries are on no start-up
 * class path; the command line opens the pack when an expression has to be compiled. What flows in:
 * text and typed variables; what flows out: a program, or what is wrong with line and column.
 */
@NullMarked
package dev.brisach.cel;

import org.jspecify.annotations.NullMarked;
