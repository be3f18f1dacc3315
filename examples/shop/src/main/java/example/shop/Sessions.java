package example.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Open sessions by token, kept in memory: a restart logs everybody out. */
final class Sessions {
  static final Duration LENGTH = Duration.ofHours(8);

  private final Map<String, Session> open = new ConcurrentHashMap<>();
  private final Random random = new Random();

  String start(Account account) {
    String token = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    var expires = Instant.now().plus(LENGTH);
    open.put(token, new Session(account.id, account.name, account.role, expires));
    return token;
  }

  /** The session of a token, or null. */
  Session find(String token) {
    if (token == null) {
      return null;
    }
    var session = open.get(token);
    if (session != null && session.expires().isBefore(Instant.now())) {
      open.remove(token);
      return null;
    }
    return session;
  }

  void end(String token) {
    if (token != null) {
      open.remove(token);
    }
  }
}
