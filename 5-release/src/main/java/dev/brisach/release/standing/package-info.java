/**
 * What is proved of one artifact by all documents about it: signed, how it was built, what the
 * release gate said. In: an artifact, trusted keys, bundles. Out: {@link
 * dev.brisach.release.standing.Standing}.
 */
@NullMarked
package dev.brisach.release.standing;

import org.jspecify.annotations.NullMarked;
