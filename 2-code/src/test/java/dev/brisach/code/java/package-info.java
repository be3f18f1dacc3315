@NullMarked
package dev.brisach.code.java;

import org.jspecify.annotations.NullMarked;
