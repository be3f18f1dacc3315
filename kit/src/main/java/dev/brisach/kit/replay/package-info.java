/**
 * Sends the requests of a proof again: a proof and a live service go in, what each step shows now
 * comes out. Start with {@link dev.brisach.kit.replay.Replay}.
 */
@NullMarked
package dev.brisach.kit.replay;

import org.jspecify.annotations.NullMarked;
