/**
 * Finds many literals in bytes in one pass: words and bytes in, places out. Start with {@link
 * dev.brisach.kit.scan.KeywordScanner}.
 */
@NullMarked
package dev.brisach.kit.scan;

import org.jspecify.annotations.NullMarked;
