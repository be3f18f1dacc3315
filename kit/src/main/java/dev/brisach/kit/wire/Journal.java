package dev.brisach.kit.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a note of every request that was sent; called from many threads. */
@FunctionalInterface
public interface Journal {
  /** Takes no notes. */
  Journal NONE = _ -> {};

  /** Takes one note; must be quick and may not throw. */
  void note(Entry entry);

  /**
   * One exchange, credentials masked.
   *
   * @param id {@link Exchange#id}
   * @param service scheme, host and port
   * @param status 0 where there was no answer
   * @param problem why there was none or not all of one; empty else
   * @param sent bytes of the whole request
   * @param received bytes of the whole answer as they came
   * @param requestBody null where there was none
   */
  record Entry(
      long id,
      String service,
      String method,
      String target,
      int status,
      String problem,
      long millis,
      long sent,
      long received,
      List<Exchange.Field> requestFields,
      @Nullable Body requestBody,
      List<Exchange.Field> responseFields,
      @Nullable Body responseBody) {
    public Entry {
      requestFields = List.copyOf(requestFields);
      responseFields = List.copyOf(responseFields);
    }

    /** About how much memory it takes. */
    long weight() {
      long weight = 300 + 2L * (service.length() + target.length() + problem.length());
      for (Exchange.Field field : requestFields) {
        weight += 80 + 2L * (field.name().length() + field.value().length());
      }
      for (Exchange.Field field : responseFields) {
        weight += 80 + 2L * (field.name().length() + field.value().length());
      }
      return weight + weight(requestBody) + weight(responseBody);
    }

    private static long weight(@Nullable Body body) {
      return body == null ? 0 : 250 + 2L * body.begin().length();
    }
  }

  /**
   * A body by its hash and beginning.
   *
   * @param sha256 hexadecimal; of the masked text where it held a hidden value, since a short
   *     secret could be guessed from the hash
   * @param begin its first bytes, one character each
   */
  record Body(long size, String sha256, String begin) {}
}
