package dev.brisach.core;

import java.time.Instant;

/**
 * Outside data that a check used.
 *
 * @param name short, for output: {@code osv 7444 records}
 * @param date when the data was made or last brought up to date; ages count from it
 */
public record DataVersion(String name, Instant date) {}
