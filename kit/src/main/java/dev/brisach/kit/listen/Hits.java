package dev.brisach.kit.listen;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens that were given out, and who came for them; bounded. */
final class Hits {
  private static final int TOKEN_LENGTH = 16;
  private static final int MOST_TOKENS = 200_000;
  private static final int MOST_PER_TOKEN = 20;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private final SecureRandom random = new SecureRandom();
  private final long start = System.nanoTime();
  private final Map<String, List<Hit>> byToken =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Hit>> eldest) {
          return size() > MOST_TOKENS;
        }
      };
  private long strangers;

  synchronized String newToken() {
    StringBuilder token = new StringBuilder();
    while (token.length() < TOKEN_LENGTH) {
      token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    byToken.put(token.toString(), new ArrayList<>());
    return token.toString();
  }

  synchronized List<Hit> of(String token) {
    return List.copyOf(byToken.getOrDefault(token, List.of()));
  }

  synchronized long strangers() {
    return strangers;
  }

  /** Waits until somebody has come for a token. */
  synchronized List<Hit> await(String token, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (of(token).isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return of(token);
  }

  /** Notes a hit for every token in the text; the first one, or null where there is none. */
  synchronized @Nullable String note(Hit.Kind kind, String text, String from, String what) {
    String first = null;
    for (String token : candidates(text)) {
      List<Hit> hits = byToken.get(token);
      if (hits != null) {
        first = first == null ? token : first;
        if (hits.size() < MOST_PER_TOKEN) {
          hits.add(new Hit(kind, Duration.ofNanos(System.nanoTime() - start), from, what));
        }
      }
    }
    strangers += first == null ? 1 : 0;
    notifyAll();
    return first;
  }

  /**
   * All runs of letters as long as a token, also within longer ones, as a service may glue its own
   * text to a token; names are compared without case (RFC 4343).
   */
  private static Set<String> candidates(String text) {
    Set<String> candidates = new LinkedHashSet<>();
    String lower = text.toLowerCase(Locale.ROOT);
    int run = 0;
    for (int i = 0; i < lower.length(); i++) {
      run = lower.charAt(i) >= 'a' && lower.charAt(i) <= 'z' ? run + 1 : 0;
      if (run >= TOKEN_LENGTH) {
        candidates.add(lower.substring(i + 1 - TOKEN_LENGTH, i + 1));
      }
    }
    return candidates;
  }
}
