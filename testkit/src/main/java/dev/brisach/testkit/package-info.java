/** What tests share: real data, seeds, trees in temporary folders. Test scope only. */
@NullMarked
package dev.brisach.testkit;

import org.jspecify.annotations.NullMarked;
