@NullMarked
package dev.brisach.kit.java;

import org.jspecify.annotations.NullMarked;
