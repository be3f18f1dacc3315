package dev.brisach.kit.live;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Subject;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Wire;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running service: its guarded wire, what its API file says, who may log in to it. */
public final class LiveService implements Subject {
  private final Wire wire;
  private final @Nullable ApiModel api;
  private final List<Caller> users;
  private final List<Exchange.Request> seeds;
  private final @Nullable Running running;
  private final Path root;
  private final Map<LivePart<?>, Object> learnt = new HashMap<>();

  /** A service without users and seeds. */
  public LiveService(Wire wire, @Nullable ApiModel api) {
    this(wire, api, List.of(), List.of(), null, Path.of("."));
  }

  /**
   * A service.
   *
   * @param api what its OpenAPI file says, or null where it has none
   * @param users who may log in, in the order of the configuration
   * @param seeds requests known beforehand, from a HAR file or a route in the code
   */
  public LiveService(
      Wire wire, @Nullable ApiModel api, List<Caller> users, List<Exchange.Request> seeds) {
    this(wire, api, users, seeds, null, Path.of("."));
  }

  /**
   * A service that tells which artifact it is.
   *
   * @param running where that is told, or null where nowhere
   * @param root the project's folder, where files that tell it stand
   */
  public LiveService(
      Wire wire,
      @Nullable ApiModel api,
      List<Caller> users,
      List<Exchange.Request> seeds,
      @Nullable Running running,
      Path root) {
    this.wire = wire;
    this.api = api;
    this.users = List.copyOf(users);
    this.seeds = List.copyOf(seeds);
    this.running = running;
    this.root = root;
  }

  /** The door to the service. */
  public Wire wire() {
    return wire;
  }

  /** What its OpenAPI file says, or null where it has none. */
  public @Nullable ApiModel api() {
    return api;
  }

  /** Who may log in. */
  public List<Caller> users() {
    return users;
  }

  /** A caller without credential. */
  public Caller stranger() {
    return new Stranger(wire);
  }

  /** Requests known beforehand. */
  public List<Exchange.Request> seeds() {
    return seeds;
  }

  /** Which artifact runs, as far as it is told; null where nothing says where to ask. */
  public Running.@Nullable Told running() {
    return running == null ? null : running.ask(this, root);
  }

  /** What this part learns from the service; learnt at the first call only. */
  public <T> T learnt(LivePart<T> part) {
    synchronized (learnt) {
      @SuppressWarnings("unchecked")
      T known = (T) learnt.get(part);
      if (known == null) {
        known = part.learn(this);
        learnt.put(part, known);
      }
      return known;
    }
  }

  /** What this part learnt already; null where nothing asked for it yet. */
  public <T> @Nullable T known(LivePart<T> part) {
    synchronized (learnt) {
      @SuppressWarnings("unchecked")
      T known = (T) learnt.get(part);
      return known;
    }
  }

  @Override
  public Asset asset() {
    return new Asset(AssetKind.HOST, host(wire.base()));
  }

  /** The name of the host behind a URL. */
  public static String host(URI url) {
    return String.valueOf(url.getAuthority());
  }

  /** The asset of an operation: method and full URL with path templates. */
  public Asset endpoint(String method, String path) {
    String base = wire.base().toString();
    return Asset.endpoint(
        method, (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
