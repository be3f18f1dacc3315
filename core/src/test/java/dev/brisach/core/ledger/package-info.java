/** Tests of the ledger, on real folders. */
@NullMarked
package dev.brisach.core.ledger;

import org.jspecify.annotations.NullMarked;
