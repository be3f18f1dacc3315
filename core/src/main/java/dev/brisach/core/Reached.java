package dev.brisach.core;

/**
 * Whether an operation was truly reached as somebody: with a login that was proved, not with a
 * status that looks well.
 *
 * @param identity name of who called; empty for a stranger
 * @param reached true where the service did the work asked for
 * @param reason why it was not reached, or a remark; may be empty
 */
public record Reached(Asset endpoint, String identity, boolean reached, String reason) {}
