package dev.brisach.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How anybody sees a finding again: requests in the order they were sent, what each of them must
 * show, and what the difference between control and attack is. A proof holds no credential: who
 * calls is named, and logs in anew when it is replayed.
 *
 * <p>{@code ${name}} in a target, header or body stands for what an earlier step captured under
 * this name, or for {@code ${unique}}, a word made anew for each replay. Any other {@code ${…}} is
 * sent as it stands.
 *
 * @param difference what attack and repeat show and the control does not, in words
 */
public record Proof(String difference, List<Step> steps) {
  /** Most steps of a proof. */
  public static final int MAX_STEPS = 40;

  /** What a step is there for. */
  public enum Role {
    /** Makes what the others need, such as an object of the first user. */
    PREPARE,
    /** What the service does when nothing is wrong; must succeed, or the proof is void. */
    CONTROL,
    ATTACK,
    /** The attack once more. */
    REPEAT,
    /** Takes away what {@link #PREPARE} made. */
    CLEANUP;

    /** The spelling in machine output, for example {@code control}. */
    public String word() {
      return Words.of(this);
    }

    /** Reads what {@link #word()} wrote; any other word is an {@link IllegalArgumentException}. */
    public static Role of(String word) {
      return Words.parse(Role.class, word);
    }
  }

  /**
   * A request, what is taken from its answer, and what the answer must show.
   *
   * @param identity who calls, by the name in the configuration; empty for a stranger
   * @param status the status that was seen
   * @param excerpt beginning or telling part of the body that was seen, secrets masked
   */
  public record Step(
      Role role,
      String identity,
      Call call,
      List<Capture> captures,
      List<Expectation> expectations,
      int status,
      String excerpt) {
    public Step {
      captures = List.copyOf(captures);
      expectations = List.copyOf(expectations);
    }
  }

  /**
   * A request.
   *
   * @param target path and query as sent
   * @param headers besides those that every request has and those of the credential
   * @param body as text in ISO 8859-1, one character for each byte; null for none
   */
  public record Call(String method, String target, List<Header> headers, @Nullable String body) {
    public Call {
      headers = List.copyOf(headers);
    }
  }

  /** One header field of a request. */
  public record Header(String name, String value) {}

  /**
   * A value taken from an answer.
   *
   * @param place where it stands
   * @param key JSON Pointer (RFC 6901), or name of the header or cookie
   */
  public record Capture(String name, Place place, String key) {
    /** Where a value stands in an answer. */
    public enum Place {
      JSON,
      HEADER,
      COOKIE;

      /** The spelling in machine output, for example {@code json}. */
      public String word() {
        return Words.of(this);
      }

      /** Reads what {@link #word()} wrote. */
      public static Place of(String word) {
        return Words.parse(Place.class, word);
      }
    }
  }

  /**
   * What an answer must show for the step to stand.
   *
   * @param kind what is compared
   * @param key name of the header, or empty
   * @param value what it is compared with: a status such as {@code 200} or {@code 2xx}, or text
   */
  public record Expectation(Kind kind, String key, String value) {
    /** What is compared, and how. */
    public enum Kind {
      /** The status is the value. */
      STATUS,
      /** The status is not the value. */
      STATUS_NOT,
      /** The body holds the value. */
      BODY_HAS,
      /** The body does not hold the value. */
      BODY_LACKS,
      /** Some value of the header holds the value; empty: the header is there. */
      HEADER_HAS,
      /** No value of the header holds the value; empty: the header is not there. */
      HEADER_LACKS;

      /** The spelling in machine output, for example {@code body-has}. */
      public String word() {
        return Words.of(this);
      }

      /** Reads what {@link #word()} wrote. */
      public static Kind of(String word) {
        return Words.parse(Kind.class, word);
      }
    }
  }

  public Proof {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > MAX_STEPS) {
      throw new IllegalArgumentException("A proof has 1 to " + MAX_STEPS + " steps");
    }
  }
}
