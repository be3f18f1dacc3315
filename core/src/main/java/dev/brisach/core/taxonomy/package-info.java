/**
 * Names and parents of public weakness ids. In: tables beside this package (CWE, ATT&CK, ASVS ids).
 * Out: who descends from whom, and which ids join findings with threats. Start with {@link
 * dev.brisach.core.taxonomy.Taxonomy}.
 */
@NullMarked
package dev.brisach.core.taxonomy;

import org.jspecify.annotations.NullMarked;
