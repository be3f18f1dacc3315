package dev.brisach.kit.oci.registry;

import dev.brisach.kit.oci.Content;
import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.oci.VerifiedStream;
import dev.brisach.kit.wire.Bulk;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sends one blob (distribution specification, pushing a blob in chunks). A piece at a time is held
 * in memory; after a cut the registry is asked how much it has and the rest of the piece is sent
 * again. A registry that lost more, or knows nothing of the upload any more, gets it from the
 * start.
 */
final class BlobUpload {
  private static final int MOST_TROUBLES = 6;
  private static final int MOST_STARTS = 3;

  private final Session session;
  private final String repository;
  private final Content from;
  private final Descriptor what;
  private final Access access;
  private Session.Place place;
  private int troubles;

  BlobUpload(Session session, String repository, Content from, Descriptor what) {
    this.session = session;
    this.repository = repository;
    this.from = from;
    this.what = what;
    this.access = Access.push(repository);
    this.place = session.own("/v2/" + repository + "/blobs/uploads/");
  }

  /** The registry has nothing of what was sent. */
  private static final class Lost extends Exception {
    Lost(String why) {
      super(why);
    }
  }

  /** Sends it; true where the registry already had it elsewhere and took it from there. */
  boolean send(@Nullable String mount) throws IOException {
    String why = "";
    for (int start = 0; start < MOST_STARTS; start++) {
      try {
        Exchange.Response begun = begin(start == 0 ? mount : null);
        if (begun.status() == 201) {
          return true;
        }
        int piece = piece(begun);
        if (piece == 0) {
          whole();
        } else if (what.size() <= piece) {
          end(from.bytes(what, piece));
        } else {
          pieces(piece);
        }
        return false;
      } catch (Lost e) {
        why = String.valueOf(e.getMessage());
        Session.pause(Duration.ofMillis(100L << start));
      }
    }
    throw session.fault("sending " + what.digest() + ": lost " + MOST_STARTS + " times: " + why);
  }

  private Exchange.Response begin(@Nullable String mount) throws IOException {
    String target = "/v2/" + repository + "/blobs/uploads/";
    Access needed = access;
    if (mount != null) {
      target += "?mount=" + encoded(what.digest().toString()) + "&from=" + encoded(mount);
      needed = access.from(mount);
    }
    Session.Place start = session.own(target);
    Exchange.Response response =
        session.ask(start, Exchange.Request.of("POST", start.target()), needed);
    if (response.status() == 201 && mount != null) {
      confirm(response);
      return response;
    }
    if (response.status() != 202) {
      throw session.refusal("beginning to send " + what.digest(), response);
    }
    place = session.led(start, response.header("location"));
    return response;
  }

  /** Bytes of a piece; no smaller than the registry wants. */
  private int piece(Exchange.Response begun) {
    int own = session.options().chunk();
    String least = begun.header("oci-chunk-min-length");
    try {
      return own == 0 || least == null
          ? own
          : (int) Math.max(own, Math.min(Long.parseLong(least), 256 << 20));
    } catch (NumberFormatException e) {
      return own;
    }
  }

  private void pieces(int most) throws IOException, Lost {
    byte[] buffer = new byte[(int) Math.min(most, what.size())];
    try (VerifiedStream in = from.open(what)) {
      for (long at = 0; at < what.size(); ) {
        int n = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, what.size() - at));
        if (n == 0) {
          break; // shorter than it should be, as the end of the stream will say
        }
        piece(buffer, n, at);
        at += n;
      }
      in.finish();
    }
    end(new byte[0]);
  }

  /** Sends one piece until the registry has all of it. */
  private void piece(byte[] buffer, int length, long at) throws IOException, Lost {
    long has = at;
    while (has < at + length) {
      int offset = (int) (has - at);
      long after;
      try {
        after = patch(Arrays.copyOfRange(buffer, offset, length), has);
      } catch (WireException e) {
        trouble(e.getMessage());
        after = status(e.getMessage());
      }
      if (after < at || after > at + length) {
        throw new Lost("it has " + after + " bytes where " + has + " were expected");
      }
      if (after == has) {
        trouble("it took nothing of a piece");
      }
      has = after;
    }
  }

  private long patch(byte[] bytes, long at) throws IOException, WireException, Lost {
    Exchange.Request request =
        Exchange.Request.of("PATCH", place.target())
            .with("Content-Range", at + "-" + (at + bytes.length - 1))
            .withBody("application/octet-stream", bytes);
    Bulk bulk = new Bulk(null, null, time(bytes.length));
    Exchange.Response response = session.send(place, request, bulk, access);
    if (response.status() == 416) {
      trouble(Faults.words(response));
      return status(Faults.words(response));
    }
    if (response.status() == 404) {
      throw new Lost(Faults.words(response));
    }
    if (response.status() != 202 && response.status() != 204) {
      throw session.refusal("sending " + what.digest(), response);
    }
    moved(response);
    String range = response.header("range");
    return range == null ? at + bytes.length : has(range);
  }

  /** How many bytes the registry has. */
  private long status(String trouble) throws IOException, Lost {
    try {
      Exchange.Response response =
          session.send(place, Exchange.Request.of("GET", place.target()), null, access);
      if (response.status() != 204 && response.status() != 202 && response.status() != 200) {
        throw new Lost(trouble + "; then " + Faults.words(response));
      }
      moved(response);
      String range = response.header("range");
      return range == null ? 0 : has(range);
    } catch (WireException e) {
      throw new Lost(trouble + "; then " + e.getMessage());
    }
  }

  private void moved(Exchange.Response response) throws OciException {
    String location = response.header("location");
    if (location != null) {
      place = session.led(place, location);
    }
  }

  /**
   * Reads {@code 0-LAST}. A registry that has nothing says {@code 0-0} as well as one that has a
   * single byte; pieces have more than one, so it has nothing.
   */
  private long has(String range) throws OciException {
    int dash = range.indexOf('-');
    String last = dash < 0 ? "" : range.substring(dash + 1).strip();
    try {
      long number = Long.parseLong(last);
      if (number >= 0 && number < what.size()) {
        return number == 0 ? 0 : number + 1;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw session.fault("sending " + what.digest() + ": it claims to have the range " + range);
  }

  private void trouble(String why) throws OciException {
    if (++troubles > MOST_TROUBLES) {
      throw session.fault("sending " + what.digest() + ": " + MOST_TROUBLES + " troubles: " + why);
    }
    Session.pause(Duration.ofMillis(50L << troubles));
  }

  /** The whole blob in the closing request, straight from where it is. */
  private void whole() throws IOException, Lost {
    Bulk.Source source =
        new Bulk.Source() {
          @Override
          public long length() {
            return what.size();
          }

          @Override
          public InputStream open() throws IOException {
            return from.open(what);
          }
        };
    close(Exchange.Request.of("PUT", closing()), new Bulk(source, null, time(what.size())));
  }

  private void end(byte[] rest) throws IOException, Lost {
    Exchange.Request request =
        Exchange.Request.of("PUT", closing()).withBody("application/octet-stream", rest);
    close(request, new Bulk(null, null, time(what.size())));
  }

  private String closing() {
    String joint = place.target().indexOf('?') < 0 ? "?" : "&";
    return place.target() + joint + "digest=" + encoded(what.digest().toString());
  }

  private void close(Exchange.Request request, Bulk bulk) throws IOException, Lost {
    try {
      Exchange.Response response = session.send(place, request, bulk, access);
      if (response.status() == 404 || response.status() == 416) {
        throw new Lost(Faults.words(response));
      }
      if (response.status() != 201) {
        throw session.refusal("sending " + what.digest(), response);
      }
      confirm(response);
    } catch (WireException e) {
      if (!Repository.has(session, repository, what, access)) {
        throw new Lost(e.getMessage());
      }
    }
  }

  /** The registry's own word on what it took, where it gives one. */
  private void confirm(Exchange.Response response) throws OciException {
    String said = response.header("docker-content-digest");
    if (said != null && !said.equals(what.digest().toString())) {
      throw session.fault("it was sent " + what.digest() + " and says that it took " + said);
    }
  }

  private Duration time(long bytes) {
    return Bulk.time(session.options().wire().limits().timeout(), bytes);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
