package dev.brisach.kit.login;

import dev.brisach.kit.wire.Exchange;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lets a user in for one session.
 *
 * @param authorization value of the Authorization header, or null
 * @param keyName name of an API key, or null
 */
record Pass(
    Jar jar,
    @Nullable String authorization,
    Recipe.@Nullable Place keyPlace,
    @Nullable String keyName,
    @Nullable String key) {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** Cookies whose value scripts of the page repeat in a header (double submit). */
  private static final Map<String, String> DOUBLE_SUBMIT =
      Map.of("XSRF-TOKEN", "X-XSRF-TOKEN", "csrftoken", "X-CSRFToken");

  static Pass cookies(Jar jar) {
    return new Pass(jar, null, null, null, null);
  }

  static Pass authorization(Jar jar, String value) {
    return new Pass(jar, value, null, null, null);
  }

  /** True for a method that changes nothing by its meaning (RFC 9110, 9.2.1). */
  static boolean safe(String method) {
    return SAFE.contains(method.toUpperCase(Locale.ROOT));
  }

  /** The request with the credential; a header that the request has already stays as it is. */
  Exchange.Request dress(Exchange.Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    String target = request.target();
    String cookies = jar.header(target);
    if (keyName != null && key != null && keyPlace != null) {
      switch (keyPlace) {
        case HEADER -> headers.put(keyName, key);
        case COOKIE -> cookies = (cookies == null ? "" : cookies + "; ") + keyName + "=" + key;
        case QUERY ->
            target +=
                (target.indexOf('?') < 0 ? "?" : "&")
                    + URLEncoder.encode(keyName, StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(key, StandardCharsets.UTF_8);
      }
    }
    if (!safe(request.method())) {
      DOUBLE_SUBMIT.forEach((cookie, header) -> {
        String value = jar.value(cookie);
        if (value != null) {
          headers.put(header, decoded(value));
        }
      });
    }
    return with(request, target, headers, cookies);
  }

  private static Exchange.Request with(
      Exchange.Request request, String target, Map<String, String> more, @Nullable String cookies) {
    List<Exchange.Field> fields = new ArrayList<>();
    String own = null;
    for (Exchange.Field field : request.fields()) {
      if (field.name().equalsIgnoreCase("Cookie") && own == null && cookies != null) {
        own = field.value();
        fields.add(new Exchange.Field(field.name(), own + "; " + cookies));
      } else {
        fields.add(field);
      }
    }
    more.forEach((name, value) -> {
      if (request.fields().stream().noneMatch(field -> field.name().equalsIgnoreCase(name))) {
        fields.add(new Exchange.Field(name, value));
      }
    });
    if (cookies != null && own == null) {
      fields.add(new Exchange.Field("Cookie", cookies));
    }
    return new Exchange.Request(request.method(), target, fields, request.body(), request.raw());
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
