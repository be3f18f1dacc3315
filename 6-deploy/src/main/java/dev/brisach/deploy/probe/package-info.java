/**
 * Attacks a running service in a way that harms nothing: insertion points, a stability mask, a
 * canary, and detectors whose findings carry an attack/control pair that was replayed.
 */
@NullMarked
package dev.brisach.deploy.probe;

import org.jspecify.annotations.NullMarked;
