/**
 * Where an artifact was built from: a checkout, the environment of the build and the packages that
 * went in become a claim of SLSA provenance. Start with {@link
 * dev.brisach.release.provenance.ProvenanceMaker}.
 */
@NullMarked
package dev.brisach.release.provenance;

import org.jspecify.annotations.NullMarked;
