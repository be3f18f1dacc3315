/**
 * The one door for client traffic: a request goes in, a bounded response comes out, and only
 * addresses within the scope are ever connected to. Start with {@link dev.brisach.kit.wire.Wire}.
 */
@NullMarked
package dev.brisach.kit.wire;

import org.jspecify.annotations.NullMarked;
