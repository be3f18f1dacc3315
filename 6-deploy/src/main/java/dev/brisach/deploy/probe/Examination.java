package dev.brisach.deploy.probe;

import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.WireException;

/**
 * One insertion point under one detector.
 *
 * @param baseline what the endpoint answers to its sample
 * @param canary what a harmless word does at the point
 */
record Examination(
    InsertionPoint point, Baseline baseline, Canary canary, Sender sender, Markers markers) {
  /** Sends a payload behind the value. */
  Sender.Seen send(Payload payload, Encoding encoding) throws WireException {
    return sender.send(point, payload, Placement.APPEND, encoding);
  }

  /** Sends a payload. */
  Sender.Seen send(Payload payload, Placement placement, Encoding encoding) throws WireException {
    return sender.send(point, payload, placement, encoding);
  }

  /** True where the endpoint's method may write. */
  boolean mayWrite() {
    return point.endpoint().writes();
  }
}
