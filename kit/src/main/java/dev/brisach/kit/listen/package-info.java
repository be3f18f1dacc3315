/**
 * The one port for incoming traffic: a listener on loopback that a tested service is lured to, so
 * that flaws become visible which show nothing in the answer. In: tokens to put into payloads. Out:
 * the hits of each token. Start with {@link dev.brisach.kit.listen.Listener}.
 */
@NullMarked
package dev.brisach.kit.listen;

import org.jspecify.annotations.NullMarked;
