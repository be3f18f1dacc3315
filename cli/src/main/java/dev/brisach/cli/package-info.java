/**
 * The command line: the composition root that lists the stages, prints and exits. Start with {@link
 * dev.brisach.cli.Main} and its commands.
 */
@NullMarked
package dev.brisach.cli;

import org.jspecify.annotations.NullMarked;
