package dev.brisach.engine.live;

import dev.brisach.core.AssetKind;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Location;
import dev.brisach.core.Outcome;
import dev.brisach.engine.LiveRunner;
import dev.brisach.kit.routes.Routes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leads what was found at a running service back to the handler in the source, where exactly one
 * serves the operation. Fingerprints stay: they come from the operation, not from the line.
 */
final class Traced {
  private final Routes routes;

  /** Path of the environment's URL, which the source may not know of; no slash at its end. */
  private final String context;

  private Traced(Routes routes, String context) {
    this.routes = routes;
    this.context = context;
  }

  static LiveRunner.Outcome of(LiveRunner.Outcome outcome, LiveRunner.Job job) {
    boolean any =
        outcome.evidence().stream()
            .anyMatch(one ->
                one.outcome() instanceof Outcome.Examined(_, _, List<Finding> findings)
                    && !findings.isEmpty());
    if (!any) {
      return outcome; // no source is read for nothing
    }
    Traced traced = new Traced(Routes.of(job.tree()), context(job.environment().url()));
    return new LiveRunner.Outcome(
        outcome.evidence().stream().map(traced::sweep).toList(), outcome.discovered());
  }

  private static String context(@Nullable String url) {
    String path = url == null ? null : URI.create(url).getRawPath();
    return path == null || !path.endsWith("/")
        ? String.valueOf(path == null ? "" : path)
        : path.substring(0, path.length() - 1);
  }

  private Evidence sweep(Evidence one) {
    return one.outcome()
            instanceof Outcome.Examined(var covered, var unexamined, List<Finding> findings)
        ? one.withOutcome(
            new Outcome.Examined(covered, unexamined, findings.stream().map(this::trace).toList()))
        : one;
  }

  private Finding trace(Finding finding) {
    Location place = finding.asset().kind() == AssetKind.ENDPOINT ? place(finding) : null;
    return place == null ? finding : finding.tracedTo(place);
  }

  private @Nullable Location place(Finding finding) {
    String name = finding.asset().name();
    int space = name.indexOf(' ');
    int host = name.indexOf("://");
    int slash = host < 0 ? -1 : name.indexOf('/', host + 3);
    if (space < 0 || slash < 0) {
      return null;
    }
    String method = name.substring(0, space);
    List<String> paths = new ArrayList<>();
    paths.add(name.substring(slash));
    if (!context.isEmpty() && name.startsWith(context + "/", slash)) {
      paths.add(name.substring(slash + context.length()));
    }
    for (String path : paths) {
      Location place = routes.handler(method, path);
      if (place != null) {
        return place;
      }
    }
    return null;
  }
}
