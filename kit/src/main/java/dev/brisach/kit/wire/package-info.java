/**
 * The one door for client traffic: a request goes in, a bounded response comes out, and only
 * addresses within the scope are ever connected to. Start with {@link dev.brisach.kit.wire.Wire}.
 *
 * <p>The way of a request: {@code RequestWriter} refuses or turns it into bytes, {@code Service}
 * waits for its turn ({@code Shared}, {@code Bucket}, {@code Breaker}) and takes a connection from
 * the {@code Pool} or the {@code Dialer}, which asks the {@code Scope} about the address; {@code
 * ResponseReader}, {@code BodyReader} and {@code Unpacking} read the answer; {@code Notes} writes
 * it down. Bodies that do not fit memory come from and go to what a {@link
 * dev.brisach.kit.wire.Bulk} names.
 */
@NullMarked
package dev.brisach.kit.wire;

import org.jspecify.annotations.NullMarked;
