package dev.brisach.core;

/**
 * One step of the path behind a finding.
 *
 * @param role what happens here: {@code source}, {@code flow}, {@code sink} …
 * @param text the code or exchange at this place, without any credential
 */
public record Step(Location location, String role, String text) {}
