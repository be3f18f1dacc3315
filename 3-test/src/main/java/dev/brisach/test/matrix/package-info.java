/**
 * Who may call what, and the tests that follow from it. API file, users and threat model go in;
 * {@link dev.brisach.test.matrix.AccessMatrix} and {@link dev.brisach.test.matrix.TestPlan} come
 * out, {@link dev.brisach.test.matrix.TestFiles} keeps them as files of the team, and {@link
 * dev.brisach.test.matrix.Coverage} says what the evidence of a run reached.
 */
@NullMarked
package dev.brisach.test.matrix;

import org.jspecify.annotations.NullMarked;
