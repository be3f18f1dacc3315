/**
 * What there is to ask of a running service: API file, known requests and a crawl go in, operations
 * with sample requests come out. Start with {@link dev.brisach.kit.surface.Surface}.
 */
@NullMarked
package dev.brisach.kit.surface;

import org.jspecify.annotations.NullMarked;
