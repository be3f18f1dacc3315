/**
 * Proofs as tests of the team's own: a finding goes in, JUnit 5 source or a Hurl file comes out.
 */
@NullMarked
package dev.brisach.test.export;

import org.jspecify.annotations.NullMarked;
