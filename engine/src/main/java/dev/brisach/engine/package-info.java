/**
 * The run itself: a project goes in, its checks are carried out phase by phase, evidence goes to
 * the ledger. Knows no stage: command line and hub hand it the list of checks. Start with {@link
 * dev.brisach.engine.RunEngine}.
 */
@NullMarked
package dev.brisach.engine;

import org.jspecify.annotations.NullMarked;
