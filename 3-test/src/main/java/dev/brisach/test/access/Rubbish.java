package dev.brisach.test.access;

import dev.brisach.kit.live.Caller;
import dev.brisach.kit.openapi.SecurityScheme;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A credential that is there and worth nothing: of the shape of a user's own, with other letters
 * and digits; without users, what the API file's security schemes ask for.
 */
final class Rubbish {
  /** What tells a token's kind and is no secret. */
  private static final List<String> KINDS = List.of("bearer ", "basic ", "token ", "apikey ");

  private Rubbish() {}

  /** The request with a worthless credential; null where nobody knows what one looks like. */
  static Exchange.@Nullable Request on(
      Exchange.Request request, @Nullable Caller user, List<SecurityScheme> schemes)
      throws WireException {
    return user == null ? byFile(request, schemes) : like(request, user.dressed(request));
  }

  private static Exchange.@Nullable Request like(Exchange.Request bare, Exchange.Request dressed) {
    List<Exchange.Field> fields = new ArrayList<>();
    boolean changed = false;
    for (Exchange.Field field : dressed.fields()) {
      boolean own = !bare.fields().contains(field);
      changed |= own;
      fields.add(own ? new Exchange.Field(field.name(), worthless(field)) : field);
    }
    return changed
        ? Exchange.Request.of(bare.method(), bare.target(), fields, bare.body())
        : null; // a key in the query, or no credential at all
  }

  private static String worthless(Exchange.Field field) {
    String value = field.value();
    if (field.name().equalsIgnoreCase("cookie")) {
      StringBuilder all = new StringBuilder();
      for (String pair : value.split(";", -1)) {
        int equals = pair.indexOf('=') + 1;
        all.append(all.isEmpty() ? "" : ";");
        all.append(pair, 0, equals).append(turned(pair.substring(equals)));
      }
      return all.toString();
    }
    String lower = value.toLowerCase(Locale.ROOT);
    for (String kind : KINDS) {
      if (lower.startsWith(kind)) {
        String rest = value.substring(kind.length());
        return value.substring(0, kind.length())
            + (kind.equals("basic ") ? nobody() : turned(rest));
      }
    }
    return turned(value);
  }

  private static String nobody() {
    return Base64.getEncoder()
        .encodeToString(
            "nobody-here:worth-nothing".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** Letters and digits by the place alone, so that nothing but the shape of a secret is kept. */
  static String turned(String value) {
    StringBuilder turned = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int number = (i * 7 + 3) * (i + 11);
      if (c >= 'a' && c <= 'z') {
        turned.append((char) ('a' + number % 26));
      } else if (c >= 'A' && c <= 'Z') {
        turned.append((char) ('A' + number % 26));
      } else if (c >= '0' && c <= '9') {
        turned.append((char) ('0' + number % 10));
      } else {
        turned.append(c);
      }
    }
    return turned.toString();
  }

  private static Exchange.@Nullable Request byFile(
      Exchange.Request bare, List<SecurityScheme> schemes) {
    for (SecurityScheme scheme : schemes) {
      switch (scheme) {
        case SecurityScheme.Http http -> {
          if (http.scheme().equals("bearer")) {
            return bare.with("Authorization", "Bearer worth-nothing");
          }
          if (http.scheme().equals("basic")) {
            return bare.with("Authorization", "Basic " + nobody());
          }
        }
        case SecurityScheme.ApiKey key -> {
          if (key.place().equals("cookie")) {
            return bare.with("Cookie", key.key() + "=worth-nothing");
          }
          if (key.place().equals("header")) {
            return bare.with(key.key(), "worth-nothing");
          }
        }
        case SecurityScheme.OAuth2 _, SecurityScheme.OpenIdConnect _ -> {
          return bare.with("Authorization", "Bearer worth-nothing");
        }
        case SecurityScheme.MutualTls _, SecurityScheme.Other _ -> {}
      }
    }
    return null;
  }
}
