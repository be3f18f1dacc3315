package dev.brisach.engine.live;

import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Proof;
import dev.brisach.engine.LivePass;
import dev.brisach.engine.LiveRunner;
import dev.brisach.engine.config.Settings;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.Credentials;
import dev.brisach.kit.replay.Replay;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Examines a service that somebody else runs, at its URL and within the scope that names it. */
final class OutsideLive {
  private OutsideLive() {}

  /** The service and the environment as its scope allows it. */
  private record Reachable(LiveService service, Environment environment) {}

  static LiveRunner.Outcome examine(LiveRunner.Job job, Credentials.Variables variables) {
    try {
      Reachable reachable = reach(job, variables);
      return LivePass.examine(
          job.checks(),
          reachable.service(),
          LivePass.Visit.of(job, reachable.environment(), target(job).examineTimeout()));
    } catch (Unreadable e) {
      return BoxedLive.skipped(job, e.getMessage());
    }
  }

  static BoxedLive.Replayed replay(
      LiveRunner.Job job, Proof proof, Credentials.Variables variables) {
    try {
      LiveService service = reach(job, variables).service();
      String unique = Long.toHexString(job.options().clock().millis());
      return new BoxedLive.Replayed(Replay.of(proof, service, "bx" + unique), "");
    } catch (Unreadable e) {
      return new BoxedLive.Replayed(null, e.getMessage());
    }
  }

  private static Settings.Target target(LiveRunner.Job job) {
    return job.project().settings().target(job.environment());
  }

  /** Throws {@link Unreadable} where there is no such service or a file of it cannot be read. */
  private static Reachable reach(LiveRunner.Job job, Credentials.Variables variables) {
    Wire wire;
    Environment environment;
    try {
      URI url = URI.create(String.valueOf(job.environment().url()));
      Settings.Scope scope = naming(job, url);
      environment = scope == null ? job.environment() : below(job.environment(), scope.ceiling());
      wire =
          new Wire(
              url,
              scope == null
                  ? Scope.LOOPBACK
                  : new Scope(scope.hosts(), scope.ports(), scope.paths()));
    } catch (IllegalArgumentException e) {
      throw new Unreadable(0, job.environment().url() + " is no address of a service");
    }
    Settings.Target target = target(job);
    Credentials credentials =
        Credentials.resolve(
            target.users().values(),
            new Credentials.Sources(variables, job.project().root(), Map.of()));
    LiveService service =
        new ServiceReader(job.project().root())
            .read(wire, environment, target, target.har(), credentials, job.options().clock());
    return new Reachable(service, environment);
  }

  /** The first scope that allows this host and port; scopes are never added up. */
  private static Settings.@Nullable Scope naming(LiveRunner.Job job, URI url) {
    String host = String.valueOf(url.getHost()).replace("[", "").replace("]", "");
    int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    return job.project().settings().scopes().stream()
        .filter(scope -> scope.hosts().stream().anyMatch(host::equalsIgnoreCase))
        .filter(scope -> scope.ports().isEmpty() || scope.ports().contains(port))
        .findFirst()
        .orElse(null);
  }

  private static Environment below(Environment environment, Effect ceiling) {
    return new Environment(
        environment.name(),
        environment.url(),
        environment.start(),
        environment.openapi(),
        environment.logSources(),
        environment.ceiling().compareTo(ceiling) < 0 ? environment.ceiling() : ceiling);
  }
}
