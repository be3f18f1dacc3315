/**
 * The assurance graph: in come runs of the ledger, a model and a moment; out come the cells of the
 * threats × stages matrix and the gates' words. Start with {@link
 * dev.brisach.core.assurance.Assurance}.
 */
@NullMarked
package dev.brisach.core.assurance;

import org.jspecify.annotations.NullMarked;
