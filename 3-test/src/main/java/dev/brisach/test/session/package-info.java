/**
 * Whether logins and sessions hold: users of a service go in, and what their credentials should not
 * be good for comes out. Start with {@link dev.brisach.test.session.Account}.
 */
@NullMarked
package dev.brisach.test.session;

import org.jspecify.annotations.NullMarked;
