/**
 * The order of versions, one scheme per ecosystem: in go two version texts, out comes which is
 * older. Start with {@link dev.brisach.pack.version.Versions}.
 */
@NullMarked
package dev.brisach.pack.version;

import org.jspecify.annotations.NullMarked;
