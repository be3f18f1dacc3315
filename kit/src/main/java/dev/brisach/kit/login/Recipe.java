package dev.brisach.kit.login;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How a user logs in. A recipe never holds a credential, only {@link SecretRef references}.
 *
 * @param roles roles the user has
 * @param way how the credential is had and sent
 * @param probe how one sees that the service knows the user, or null where nothing tells
 */
public record Recipe(List<String> roles, Way way, @Nullable Probe probe) {
  /** How a credential is had and sent. */
  public sealed interface Way {}

  /** RFC 7617. */
  public record Basic(String user, SecretRef password) implements Way {}

  /** RFC 6750, with a token known beforehand. */
  public record Bearer(SecretRef token) implements Way {}

  /** A key in a header, the query or a cookie. */
  public record ApiKey(String in, String name, SecretRef key) implements Way {}

  /**
   * Sends user and password to a path, as JSON or as a form, and keeps the cookies of the answer,
   * or a token from it.
   *
   * @param json true: a JSON body, else a form
   * @param fields further fields of the body, for example {@code {name: anna}}
   * @param secrets fields whose values are secrets
   * @param token JSON Pointer of a token in the answer, sent as bearer token; null: cookies
   * @param formPage page whose form holds hidden fields (CSRF tokens) to be sent along, or null
   */
  public record Password(
      String path,
      boolean json,
      SortedMap<String, String> fields,
      SortedMap<String, SecretRef> secrets,
      @Nullable String token,
      @Nullable String formPage)
      implements Way {}

  /** OAuth 2 client credentials (RFC 6749, 4.4). */
  public record ClientCredentials(
      String tokenUrl, String clientId, SecretRef clientSecret, List<String> scopes)
      implements Way {}

  /**
   * A request that only a user who is logged in is answered.
   *
   * @param shows text that the answer holds and a stranger's does not, such as the user's name;
   *     null: the status is enough
   */
  public record Probe(String path, @Nullable String shows) {}

  public Recipe {
    roles = List.copyOf(roles);
  }
}
