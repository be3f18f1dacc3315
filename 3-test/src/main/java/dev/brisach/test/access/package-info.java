/** Who may reach which operation: operations of an API file go in, proofs of open ones come out. */
@NullMarked
package dev.brisach.test.access;

import org.jspecify.annotations.NullMarked;
