/**
 * Live examination from outside: a job goes in; the service is started in a box (or reached at its
 * URL), and its evidence comes out, parsed as hostile input. Start with {@link
 * dev.brisach.engine.live.BoxedLive}.
 */
@NullMarked
package dev.brisach.engine.live;

import org.jspecify.annotations.NullMarked;
