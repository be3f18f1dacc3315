/**
 * Stage PACKAGE: which packages a tree and its archives hold, and which of them have known
 * vulnerabilities. Start with {@link dev.brisach.pack.PackageStage}; packages come from {@code
 * extract} and {@code archive}, advisories from {@code advisory}, the order of versions from {@code
 * version}, and {@code sbom} writes what was found.
 */
@NullMarked
package dev.brisach.pack;

import org.jspecify.annotations.NullMarked;
