/**
 * Bills of materials: packages go in, CycloneDX or SPDX JSON comes out, equal bytes for equal
 * input. Start with {@link dev.brisach.pack.sbom.Sbom}.
 */
@NullMarked
package dev.brisach.pack.sbom;

import org.jspecify.annotations.NullMarked;
