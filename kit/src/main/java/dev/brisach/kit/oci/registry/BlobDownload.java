package dev.brisach.kit.oci.registry;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Digest;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.wire.Bulk;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one blob. What comes is counted and measured on its way to where it is kept; after a cut
 * the rest is asked for by range, and a registry without ranges begins again.
 */
final class BlobDownload implements Bulk.Sink {
  private static final int MOST_TRIALS = 5;

  private final Session session;
  private final Descriptor what;
  private final Target target;
  private final MessageDigest meter;
  private long have;

  /** Where it is kept; can begin again. */
  interface Target {
    OutputStream open(boolean append) throws IOException;
  }

  BlobDownload(Session session, Descriptor what, Target target) {
    this.session = session;
    this.what = what;
    this.target = target;
    this.meter = what.digest().algorithm().start();
  }

  /** Fetches it; afterwards the bytes are those of the descriptor. */
  void fetch(Session.Place place, Access access) throws IOException {
    String trouble = "";
    for (int trial = 0; trial < MOST_TRIALS; trial++) {
      long before = have;
      try {
        Exchange.Request request = Exchange.Request.of("GET", place.target());
        if (have > 0) {
          request = request.with("Range", "bytes=" + have + "-");
        }
        Bulk bulk = new Bulk(null, this, time());
        Exchange.Response response = session.send(place, request, bulk, access);
        if (response.status() != 200 && response.status() != 206) {
          throw session.refusal("reading " + what.digest(), response);
        }
        if (!response.cut()) {
          verify();
          return;
        }
        if (have == what.size()) {
          throw session.fault(what.digest() + " is longer than its " + what.size() + " bytes");
        }
        trouble = response.cutBecause();
      } catch (WireException e) {
        trouble = e.getMessage();
      }
      if (have == before && trial > 0) {
        break;
      }
      Session.pause(Duration.ofMillis(100L << trial));
    }
    throw session.fault(
        what.digest() + ": " + have + " of " + what.size() + " bytes came, then: " + trouble);
  }

  private Duration time() {
    return Bulk.time(session.options().wire().limits().timeout(), what.size());
  }

  private void verify() throws OciException {
    if (have != what.size()) {
      throw session.fault(what.digest() + " ends after " + have + " of " + what.size() + " bytes");
    }
    Digest found = Digest.finished(what.digest().algorithm(), meter.digest());
    if (!found.equals(what.digest())) {
      throw session.fault(
          "asked for " + what.digest() + ", it sent bytes whose digest is " + found);
    }
  }

  @Override
  public long most() {
    return what.size() - have;
  }

  @Override
  public @Nullable OutputStream open(Exchange.Response head) throws IOException {
    boolean rest = head.status() == 206 && have > 0;
    if (head.status() != 200 && !rest) {
      return null;
    }
    if (!rest && have > 0) {
      have = 0;
      meter.reset();
    }
    String range = head.header("content-range");
    if (rest && (range == null || !range.startsWith("bytes " + have + "-"))) {
      throw session.fault("asked for bytes from " + have + " on, it sent " + range);
    }
    String length = head.header("content-length");
    if (length != null && !length.strip().equals(Long.toString(what.size() - have))) {
      throw session.fault(
          what.digest()
              + " should have "
              + (what.size() - have)
              + " bytes"
              + (rest ? " more" : "")
              + ", it wants to send "
              + length);
    }
    return metered(target.open(rest));
  }

  private OutputStream metered(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        meter.update(bytes, offset, length);
        have += length;
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }
}
