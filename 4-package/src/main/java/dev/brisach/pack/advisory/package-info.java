/**
 * Known vulnerabilities, offline: OSV records go in through {@link
 * dev.brisach.pack.advisory.AdvisoryImporter}, one immutable file comes out, and {@link
 * dev.brisach.pack.advisory.AdvisoryIndex} answers which advisories affect a package.
 */
@NullMarked
package dev.brisach.pack.advisory;

import org.jspecify.annotations.NullMarked;
