package dev.brisach.kit.openapi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way to log in that the file declares (OpenAPI 3.1.0 section 4.8.27, Swagger 2.0). */
public sealed interface SecurityScheme {
  /** Its name in the file, to which requirements refer. */
  String name();

  /**
   * A key sent with each request.
   *
   * @param place {@code header}, {@code query} or {@code cookie}
   * @param key name of the header, parameter or cookie
   */
  record ApiKey(String name, String place, String key) implements SecurityScheme {}

  /**
   * An HTTP authentication scheme.
   *
   * @param scheme in lower case: {@code basic}, {@code bearer}, {@code digest}
   * @param bearerFormat a hint such as {@code JWT}, or null
   */
  record Http(String name, String scheme, @Nullable String bearerFormat)
      implements SecurityScheme {}

  /** OAuth 2. */
  record OAuth2(String name, List<Flow> flows) implements SecurityScheme {
    public OAuth2 {
      flows = List.copyOf(flows);
    }
  }

  /**
   * One OAuth 2 flow.
   *
   * @param kind as OpenAPI 3 words it: {@code implicit}, {@code password}, code or credentials
   * @param scopes scope to what it allows, as the file says
   */
  record Flow(
      String kind,
      @Nullable String authorizationUrl,
      @Nullable String tokenUrl,
      @Nullable String refreshUrl,
      Map<String, String> scopes) {
    public Flow {
      scopes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(scopes));
    }
  }

  /** OpenID Connect, discovered at a URL. */
  record OpenIdConnect(String name, @Nullable String url) implements SecurityScheme {}

  /** A client certificate. */
  record MutualTls(String name) implements SecurityScheme {}

  /** A kind that we do not know, as written. */
  record Other(String name, String type) implements SecurityScheme {}
}
