package dev.brisach.deploy.probe;

import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.listen.Listener;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of one caller, as long as the run goes on and allows what a payload does.
 *
 * @param execution shows answers in a browser
 * @param listener hears what the service calls, or null where none could be opened
 */
record Sender(Caller caller, Context context, @Nullable Listener listener, Execution execution) {
  /** An answer and its look. */
  record Seen(Exchange exchange, Look look) {}

  /** Sends a request. */
  Exchange send(Exchange.Request request) throws WireException {
    context.checkCancelled();
    return caller.send(request);
  }

  /** Sends the sample of a point with a payload behind its value. */
  Seen send(InsertionPoint point, Payload payload, Encoding encoding) throws WireException {
    return send(point, payload, Placement.APPEND, encoding);
  }

  /** Sends the sample of a point with a payload. */
  Seen send(InsertionPoint point, Payload payload, Placement placement, Encoding encoding)
      throws WireException {
    Exchange exchange = exchange(point, payload, placement, encoding);
    return new Seen(exchange, Look.of(exchange, point.seen(payload, placement)));
  }

  /** The same, where somebody else makes the look. */
  Exchange exchange(InsertionPoint point, Payload payload, Placement placement, Encoding encoding)
      throws WireException {
    if (!allows(payload.worst().needs())) {
      throw new WireException("needs --effect " + payload.worst().needs().word());
    }
    return send(point.with(payload, placement, encoding));
  }

  /** True where the run allows this effect. */
  boolean allows(Effect effect) {
    return effect.compareTo(context.ceiling()) <= 0;
  }
}
