/** What a service's TLS accepts: hand-made greetings go in, accepted old versions come out. */
@NullMarked
package dev.brisach.test.tls;

import org.jspecify.annotations.NullMarked;
