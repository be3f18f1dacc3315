/**
 * JSON as plain values: in come bytes or text, out come {@link dev.brisach.core.json.Json} trees
 * and canonical bytes (RFC 8785). Streaming, without reflection, since it is on the start-up path.
 */
@NullMarked
package dev.brisach.core.json;

import org.jspecify.annotations.NullMarked;
