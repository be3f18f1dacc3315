/**
 * What signed documents say: in-toto statements, a subject and a {@link
 * dev.brisach.release.statement.Predicate} about it. Start with {@link
 * dev.brisach.release.statement.Statement}.
 */
@NullMarked
package dev.brisach.release.statement;

import org.jspecify.annotations.NullMarked;
