/** Tools that more than one stage needs: trees and files, YAML with places, rules as data. */
@NullMarked
package dev.brisach.kit;

import org.jspecify.annotations.NullMarked;
