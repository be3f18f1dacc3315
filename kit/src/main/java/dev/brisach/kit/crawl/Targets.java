package dev.brisach.kit.crawl;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses as they stand in pages, turned into targets of one service. */
public final class Targets {
  private static final int LONGEST = 2000;
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{16,128}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}");
  private static final Set<String> STATIC =
      Set.of(
          "css", "png", "jpg", "jpeg", "gif", "svg", "ico", "webp", "woff", "woff2", "ttf", "eot",
          "otf", "mp4", "webm", "mp3", "map", "pdf", "zip", "gz", "js", "mjs");

  private Targets() {}

  /**
   * The target below a base that an address means on a page, without its fragment; null where it
   * leads elsewhere or is none.
   *
   * @param page the target of the page
   */
  public static @Nullable String resolved(URI base, String page, String address) {
    String text = address.strip().replace(" ", "%20").replace("\\", "/");
    if (text.isEmpty() || text.length() > LONGEST || text.startsWith("#")) {
      return null;
    }
    try {
      String prefix = prefix(base);
      URI here = base.resolve((prefix + page).replace(" ", "%20"));
      URI there = here.resolve(text.startsWith("?") ? pathOf(here.getRawPath()) + text : text);
      String scheme = String.valueOf(there.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals(base.getScheme().toLowerCase(Locale.ROOT))
          || there.getHost() == null
          || !there.getHost().equalsIgnoreCase(base.getHost())
          || port(there) != port(base)) {
        return null;
      }
      String path = there.normalize().getRawPath();
      path = path == null || path.isEmpty() ? "/" : path;
      if (!path.startsWith(prefix + "/") || path.startsWith("/../")) {
        return null;
      }
      String target = path.substring(prefix.length());
      return there.getRawQuery() == null ? target : target + "?" + there.getRawQuery();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String pathOf(@Nullable String path) {
    return path == null ? "/" : path;
  }

  private static String prefix(URI base) {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
  }

  /** The path of a target, without query. */
  public static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** A path with placeholders for those segments that look like ids. */
  public static String template(String path) {
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      if (value(segments[i])) {
        segments[i] = "{id}";
      }
    }
    return String.join("/", segments);
  }

  /** True for a segment that is a value rather than a name: a number, a UUID, a long hash. */
  public static boolean value(String segment) {
    return NUMBER.matcher(segment).matches()
        || UUID.matcher(segment).matches()
        || (HASH.matcher(segment).matches() && segment.chars().anyMatch(Character::isDigit));
  }

  /** True for what is a file for browsers by its ending: style, picture, font, script. */
  public static boolean isStatic(String target) {
    String path = path(target);
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/')
        && target.length() == path.length()
        && STATIC.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** True where a path fits a template with placeholders in braces, segment by segment. */
  public static boolean fits(String template, String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      int open = wanted[i].indexOf('{');
      boolean same =
          open < 0
              ? wanted[i].equals(given[i])
              : !given[i].isEmpty()
                  && given[i].startsWith(wanted[i].substring(0, open))
                  && given[i].endsWith(wanted[i].substring(wanted[i].lastIndexOf('}') + 1));
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
