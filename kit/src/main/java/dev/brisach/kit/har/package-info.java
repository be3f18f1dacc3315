/**
 * Recorded browser traffic: HAR 1.2 goes in, requests come out. Start with {@link
 * dev.brisach.kit.har.HarReader}.
 */
@NullMarked
package dev.brisach.kit.har;

import org.jspecify.annotations.NullMarked;
