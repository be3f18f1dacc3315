package dev.brisach.kit.live;

import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A caller without any credential. */
record Stranger(Wire wire) implements Caller {
  @Override
  public String name() {
    return "";
  }

  @Override
  public List<String> roles() {
    return List.of();
  }

  @Override
  public Exchange.Request dressed(Exchange.Request request) {
    return request;
  }

  @Override
  public Exchange send(Exchange.Request request) throws WireException {
    return wire.send(request);
  }

  @Override
  public @Nullable String unknown() {
    return null;
  }

  @Override
  public Caller fresh() {
    return this;
  }
}
