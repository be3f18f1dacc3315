@NullMarked
package dev.brisach.code.guidance;

import org.jspecify.annotations.NullMarked;
