package dev.brisach.test.matrix;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.core.Threat;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** Which endpoints a threat speaks of, by the bindings of the model. */
final class Reach {
  private final Map<Asset, List<Binding>> bindings = new HashMap<>();
  private final String apiFile;

  /**
   * The reach of threats.
   *
   * @param apiFile path of the API file, which contains all endpoints; empty where there is none
   */
  Reach(List<Binding> bindings, String apiFile) {
    for (Binding one : bindings) {
      this.bindings.computeIfAbsent(one.element(), _ -> new ArrayList<>()).add(one);
    }
    this.apiFile = apiFile;
  }

  /** True where the threat's asset is, or is bound to, this endpoint. */
  boolean of(Threat threat, Asset endpoint) {
    return threat.asset().equals(endpoint)
        || bindings.getOrDefault(threat.asset(), List.of()).stream()
            .anyMatch(binding -> binds(binding, endpoint));
  }

  private boolean binds(Binding binding, Asset endpoint) {
    if (binding.kind() == AssetKind.ENDPOINT) {
      return begins(endpoint.name(), binding.selector());
    }
    return binding.kind() == AssetKind.FILE
        && !apiFile.isEmpty()
        && holds(binding.selector(), apiFile);
  }

  private static boolean begins(String endpoint, String selector) {
    String url = endpoint.substring(endpoint.indexOf(' ') + 1);
    if (selector.startsWith("/")) {
      int scheme = url.indexOf("://");
      int path = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
      url = path < 0 ? "/" : url.substring(path);
    }
    return url.startsWith(selector)
        && (url.length() == selector.length()
            || selector.endsWith("/")
            || "/?#".indexOf(url.charAt(selector.length())) >= 0);
  }

  private static boolean holds(String selector, String file) {
    if (selector.equals(".") || selector.equals(file) || file.startsWith(selector + "/")) {
      return true;
    }
    if (selector.indexOf('*') < 0) {
      return false;
    }
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + selector).matches(Path.of(file));
    } catch (PatternSyntaxException | InvalidPathException e) {
      return false;
    }
  }
}
