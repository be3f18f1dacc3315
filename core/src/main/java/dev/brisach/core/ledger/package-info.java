/**
 * The ledger: append-only segments, one per run, and the JSON form of every word of core.
 *
 * <p>In: what a run says ({@link dev.brisach.core.ledger.LedgerWriter}), or segments of other
 * machines. Out: {@link dev.brisach.core.Run} values and a {@link
 * dev.brisach.core.ledger.Verification}. Start with {@link dev.brisach.core.ledger.Ledger}; the
 * format is told in {@code docs/decisions/0004-ledger-format.md}. The only part of core that does
 * I/O.
 */
@NullMarked
package dev.brisach.core.ledger;

import org.jspecify.annotations.NullMarked;
