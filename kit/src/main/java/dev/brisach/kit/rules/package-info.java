/** Rules as data, one file each: where they lie and the examples that are their test. */
@NullMarked
package dev.brisach.kit.rules;

import org.jspecify.annotations.NullMarked;
