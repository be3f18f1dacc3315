package dev.brisach.kit.surface;

import dev.brisach.kit.openapi.ApiModel;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns paths into templates: what the API file calls them, else segments that look like a key
 * become {@code {id}}.
 */
public final class Templates {
  private static final Pattern KEY =
      Pattern.compile(
          "\\d{1,20}|\\d{4}-\\d{2}(?:-\\d{2})?|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|(?=[0-9a-fA-F]{0,128}\\d)[0-9a-fA-F]{16,128}");

  private record Known(String template, List<String> segments) {}

  private final List<Known> known = new ArrayList<>();

  Templates(@Nullable ApiModel api, String prefix) {
    if (api != null) {
      for (ApiModel.Operation operation : api.operations()) {
        String template = prefix + operation.path();
        known.add(new Known(template, List.of(template.split("/", -1))));
      }
    }
  }

  /** The template of a path without query. */
  String of(String path) {
    String[] segments = path.split("/", -1);
    Known best = null;
    for (Known one : known) {
      if (fits(one.segments(), segments)
          && (best == null || literals(one.segments()) > literals(best.segments()))) {
        best = one;
      }
    }
    if (best != null) {
      return best.template();
    }
    for (int i = 0; i < segments.length; i++) {
      int matrix = segments[i].indexOf(';');
      if (matrix >= 0) {
        segments[i] = segments[i].substring(0, matrix);
      }
      if (KEY.matcher(segments[i]).matches()) {
        segments[i] = "{id}";
      }
    }
    return String.join("/", segments);
  }

  /** The path of a target, without its query. */
  public static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** True for a segment that looks like the key of something. */
  public static boolean isKey(String segment) {
    return KEY.matcher(segment).matches();
  }

  /** True for a path that a template stands for. */
  public static boolean stands(String template, String path) {
    return fits(List.of(template.split("/", -1)), path.split("/", -1));
  }

  private static boolean fits(List<String> template, String[] path) {
    if (template.size() != path.length) {
      return false;
    }
    for (int i = 0; i < path.length; i++) {
      if (!fits(template.get(i), path[i])) {
        return false;
      }
    }
    return true;
  }

  /** A segment may hold a placeholder between literal text: {@code {name}.json}. */
  private static boolean fits(String template, String segment) {
    int open = template.indexOf('{');
    int close = template.lastIndexOf('}');
    if (open < 0 || close < open) {
      return template.equals(segment);
    }
    String before = template.substring(0, open);
    String after = template.substring(close + 1);
    return segment.length() > before.length() + after.length()
        && segment.startsWith(before)
        && segment.endsWith(after);
  }

  private static int literals(List<String> template) {
    int count = 0;
    for (String segment : template) {
      count += segment.indexOf('{') >= 0 ? 0 : 1;
    }
    return count;
  }

  /**
   * The path of the file's first server, where the environment's URL has none of its own: paths of
   * an OpenAPI file stand below it.
   */
  public static String prefix(ApiModel api, URI base) {
    String own = base.getRawPath();
    if (api.servers().isEmpty() || !(own == null || own.isEmpty() || own.equals("/"))) {
      return "";
    }
    try {
      String path = URI.create(api.servers().getFirst()).getRawPath();
      String prefix = path == null ? "" : path;
      prefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
      return prefix.startsWith("/") ? prefix : "";
    } catch (IllegalArgumentException e) {
      return ""; // a server with variables, which only a person can fill
    }
  }
}
