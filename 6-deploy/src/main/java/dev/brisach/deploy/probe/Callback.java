package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.listen.Listener;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Payloads that show nowhere but at our listener, which is asked at the end of the sweep. */
final class Callback {
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private Callback() {}

  /**
   * Sends each text with a token of its own, and waits for none.
   *
   * @param texts make a payload of a token
   */
  static Verdict sown(
      Examination examination,
      Listener listener,
      List<Function<String, String>> texts,
      Placement placement,
      boolean vital,
      String message)
      throws WireException {
    List<String> tokens = new ArrayList<>();
    List<Verdict.Attempt> again = new ArrayList<>();
    for (Encoding encoding : examination.point().encodings()) {
      for (Function<String, String> text : texts) {
        String token = listener.newToken();
        Exchange first = send(examination, text.apply(token), placement, encoding);
        tokens.add(token);
        again.add(() ->
            listener.hits(token).isEmpty()
                ? Verdict.CLEAN
                : repeated(examination, listener, text, placement, encoding, message, first));
      }
    }
    return new Verdict.Later(
        tokens,
        () -> {
          for (Verdict.Attempt one : again) {
            if (one.now() instanceof Verdict.Found found) {
              return found;
            }
          }
          return Verdict.CLEAN;
        },
        vital);
  }

  private static Exchange send(
      Examination examination, String text, Placement placement, Encoding encoding)
      throws WireException {
    return examination
        .send(new Payload(text, Payload.Worst.CALLBACK), placement, encoding)
        .exchange();
  }

  private static Verdict repeated(
      Examination examination,
      Listener listener,
      Function<String, String> text,
      Placement placement,
      Encoding encoding,
      String message,
      Exchange first)
      throws WireException {
    String token = listener.newToken();
    Exchange second = send(examination, text.apply(token), placement, encoding);
    try {
      if (listener.await(token, PATIENCE).isEmpty()) {
        return Verdict.CLEAN;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Verdict.CLEAN;
    }
    InsertionPoint point = examination.point();
    return new Verdict.Found(
        Confidence.PROVED,
        message,
        new Proof(
            "our listener was called with a random token, twice; a replay sends the same requests, the"
                + " call itself shows at a listener only",
            List.of(
                Proofs.step(Proof.Role.ATTACK, point, first, Proofs.status(first)),
                Proofs.step(Proof.Role.REPEAT, point, second, Proofs.status(second)))));
  }
}
