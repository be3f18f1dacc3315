/**
 * A running service as a subject of checks: its address, its guarded wire, what its API file says.
 */
@NullMarked
package dev.brisach.kit.live;

import org.jspecify.annotations.NullMarked;
