package dev.brisach.kit.routes;

import dev.brisach.core.Location;

/**
 * An operation that code serves.
 *
 * @param method upper case; empty for every method
 * @param template path, with variables in braces or with a colon, {@code *} for one part and {@code
 *     **} for any rest
 * @param place where its handler begins, else where it is registered
 */
public record Route(String method, String template, Location place) {}
