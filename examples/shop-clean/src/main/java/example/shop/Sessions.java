package example.shop;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Open sessions by token, kept in memory: a restart logs everybody out. */
final class Sessions {
  static final Duration LENGTH = Duration.ofHours(8);

  private final Map<String, Session> open = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  String start(Account account) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    open.values().removeIf(session -> session.expires().isBefore(Instant.now()));
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

  /** Ends every session of a user, as after a new password. */
  void endAll(int userId) {
    open.values().removeIf(session -> session.userId() == userId);
  }
}
