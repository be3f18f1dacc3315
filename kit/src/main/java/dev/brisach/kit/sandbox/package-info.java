/**
 * The throw-away box: a command goes in, and what it wrote into its own folder comes out; nothing
 * else of the machine changes and no packet leaves. Start with {@link dev.brisach.kit.sandbox.Box}.
 */
@NullMarked
package dev.brisach.kit.sandbox;

import org.jspecify.annotations.NullMarked;
