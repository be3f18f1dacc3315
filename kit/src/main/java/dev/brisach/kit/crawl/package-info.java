/** Walks a service over what its own answers name: links, forms, scripts, robots, site map. */
@NullMarked
package dev.brisach.kit.crawl;

import org.jspecify.annotations.NullMarked;
