/**
 * Reads files of a revision out of a repository's objects, without a work tree and without starting
 * git: nothing of a foreign repository's configuration is carried out, nothing is fetched, nothing
 * is written. Start at {@link dev.brisach.kit.git.GitHistory}.
 */
@NullMarked
package dev.brisach.kit.git;

import org.jspecify.annotations.NullMarked;
