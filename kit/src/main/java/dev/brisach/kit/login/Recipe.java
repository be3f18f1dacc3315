package dev.brisach.kit.login;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a user logs in. A recipe never holds a credential, only {@link SecretRef references}.
 *
 * @param roles roles the user has
 * @param way how the credential is had and sent
 * @param probe how one sees that the service knows the user, or null where nothing tells
 * @param logout path that ends a session when it is sent a POST, or null where the API file tells
 */
public record Recipe(List<String> roles, Way way, @Nullable Probe probe, @Nullable String logout) {
  /** How a credential is had and sent. */
  public sealed interface Way {}

  /** RFC 7617. */
  public record Basic(String user, SecretRef password) implements Way {}

  /** RFC 6750, with a token known beforehand. */
  public record Bearer(SecretRef token) implements Way {}

  /** A key in a header, the query or a cookie. */
  public record ApiKey(Place in, String name, SecretRef key) implements Way {}

  /** Where a key is sent. */
  public enum Place {
    HEADER,
    QUERY,
    COOKIE
  }

  /** The cookie of a session that somebody opened beforehand. */
  public record SessionCookie(String name, SecretRef value) implements Way {}

  /**
   * Sends user and password to a path, as JSON or as a form, and keeps the cookies of the answer,
   * or a token from it.
   *
   * @param path where it is sent; null: the action of the page's form
   * @param json true: a JSON body, else a form
   * @param fields further fields of the body, for example {@code {name: anna}}
   * @param secrets fields whose values are secrets
   * @param token JSON Pointer of a token in the answer, sent as bearer token; null: cookies
   * @param page page whose form holds hidden fields (CSRF tokens) to be sent along, or null
   * @param totp the second factor, or null
   */
  public record Password(
      @Nullable String path,
      boolean json,
      SortedMap<String, String> fields,
      SortedMap<String, SecretRef> secrets,
      @Nullable String token,
      @Nullable String page,
      @Nullable Code totp)
      implements Way {
    public Password {
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
      secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
      if (path == null && page == null) {
        throw new IllegalArgumentException("A login has a path or a page");
      }
    }

    /** The same, by the cookies of the answer. */
    Password withoutToken() {
      return new Password(path, json, fields, secrets, null, page, totp);
    }
  }

  /**
   * A code by the time (RFC 6238).
   *
   * @param field the field that it is sent in
   * @param secret the shared secret in base32
   * @param path where it is sent in a request of its own, or null: along with the password
   * @param page page before that request whose form holds hidden fields, or null
   */
  public record Code(
      String field,
      SecretRef secret,
      Totp.Kind kind,
      @Nullable String path,
      @Nullable String page) {}

  /**
   * OAuth 2 client credentials (RFC 6749, 4.4), as OpenID Connect providers offer them.
   *
   * @param token address of the token endpoint: a path of the service, or a whole URL
   * @param inBody true: id and secret in the body instead of the Authorization header
   */
  public record ClientCredentials(
      String token, String id, SecretRef secret, List<String> scopes, boolean inBody)
      implements Way {
    public ClientCredentials {
      scopes = List.copyOf(scopes);
    }
  }

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

  /** Everything that must be known before this user can log in. */
  public List<SecretRef> references() {
    return switch (way) {
      case Basic(_, SecretRef password) -> List.of(password);
      case Bearer(SecretRef token) -> List.of(token);
      case ApiKey(_, _, SecretRef key) -> List.of(key);
      case SessionCookie(_, SecretRef value) -> List.of(value);
      case ClientCredentials(_, _, SecretRef secret, _, _) -> List.of(secret);
      case Password password -> {
        List<SecretRef> all = new ArrayList<>(password.secrets().values());
        if (password.totp() != null) {
          all.add(password.totp().secret());
        }
        yield all;
      }
    };
  }
}
