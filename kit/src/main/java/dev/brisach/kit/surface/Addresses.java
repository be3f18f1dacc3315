package dev.brisach.kit.surface;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads references as a browser would (RFC 3986, and the mending of the URL standard): illegal
 * characters are escaped, steps above the root are dropped, other hosts are left alone.
 */
final class Addresses {
  private static final int MAX_LENGTH = 2000;
  private static final int MAX_HOSTS = 20;
  private static final String LEGAL = "-._~!$&'()*+,;=:@/?";

  /** A session written into the path would make every link a new one. */
  private static final Pattern SESSION = Pattern.compile("(?i);jsessionid=[^/?;]{0,200}");

  private final URI base;
  private final String prefix;
  private final Set<String> otherHosts = new TreeSet<>();

  /**
   * A reader.
   *
   * @param base address of the service
   */
  Addresses(URI base) {
    this.base = base;
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    this.prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Hosts that were linked to and are not the service, bounded. */
  Set<String> otherHosts() {
    return otherHosts;
  }

  /**
   * The target below the service's address, or null where a reference leads elsewhere or nowhere.
   *
   * @param at target of the page that holds the reference
   */
  @Nullable String resolved(String reference, String at) {
    String text = reference.strip();
    int fragment = text.indexOf('#');
    if (fragment == 0) {
      return null;
    }
    text = fragment < 0 ? text : text.substring(0, fragment);
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    text = escaped(SESSION.matcher(text).replaceAll(""));
    if (text.isEmpty()) {
      return at;
    }
    try {
      return text.startsWith("?")
          ? path(at) + text // java.net.URI takes the last segment away here
          : below(URI.create(origin() + prefix + at).resolve(text).normalize());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private @Nullable String below(URI uri) {
    if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
      return null;
    }
    if (!base.getScheme().equalsIgnoreCase(uri.getScheme())
        || !base.getHost().equalsIgnoreCase(uri.getHost())
        || port(base) != port(uri)) {
      if (uri.getHost() != null && otherHosts.size() < MAX_HOSTS) {
        otherHosts.add(uri.getHost().toLowerCase(Locale.ROOT));
      }
      return null;
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    while (path.startsWith("/../") || path.equals("/..")) {
      path = path.length() == 3 ? "/" : path.substring(3);
    }
    if (path.isEmpty() || path.equals(prefix)) {
      path = prefix + "/";
    }
    if (!path.startsWith(prefix + "/")) {
      return null;
    }
    String query = uri.getRawQuery();
    return path.substring(prefix.length()) + (query == null ? "" : "?" + query);
  }

  private String origin() {
    return base.getScheme() + "://" + base.getRawAuthority();
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /** The path of a target. */
  static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The query of a target, empty where it has none. */
  static String query(String target) {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /** The text with what no address may hold as escapes; a backslash is a slash, as in browsers. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inQuery = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      inQuery |= c == '?';
      if (c == '%' && !isEscape(text, i)) {
        out.append("%25");
      } else if (c == '%' || legal(c)) {
        out.append((char) c);
      } else if (c == '\\' && !inQuery) {
        out.append('/');
      } else if (c != '\t' && c != '\n' && c != '\r') {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          out.append('%').append(String.format(Locale.ROOT, "%02X", b));
        }
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static boolean legal(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c < 128 && LEGAL.indexOf(c) >= 0);
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }
}
