package dev.brisach.kit.live;

import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who calls a service: a stranger, or a user who logs in. Safe for several threads. */
public interface Caller {
  /** The name in the configuration; empty for a stranger. */
  String name();

  /** Names of the roles that the user has, as the API file or the configuration calls them. */
  List<String> roles();

  /** True for whom no credential is sent. */
  default boolean isStranger() {
    return name().isEmpty();
  }

  /** The request with the credential of this caller, logging in first where that is needed. */
  Exchange.Request dressed(Exchange.Request request) throws WireException;

  /** Sends a request as this caller; the exchange holds the request without the credential. */
  Exchange send(Exchange.Request request) throws WireException;

  /**
   * Whether the service knows this caller now, by the health probe of the login recipe; logs in
   * anew once where it does not. Null: it does; else the reason, in words for an unexamined entry.
   */
  @Nullable String unknown();

  /** A caller who is the same user in a new session of its own. */
  Caller fresh();

  /**
   * The same user in a new session, as somebody has it who holds a copy of the credential: it is
   * neither renewed once it has ended nor forgotten because an answer asks for that.
   */
  default Caller steady() {
    return fresh();
  }
}
