package dev.brisach.test.answers;

import dev.brisach.core.Asset;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Location;
import dev.brisach.kit.live.LivePart;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.surface.Surface;
import dev.brisach.kit.surface.Templates;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that a well-behaved caller would send to an endpoint. The one place where the checks of
 * this package learn what to ask a service.
 *
 * @param container what the endpoint was seen in: the API file, or the host
 * @param call method and path with templates, as people name it
 * @param operation what the API file says of it, or null where no file does
 * @param prefix what stands before the operation's path
 */
public record Sampled(
    Asset endpoint,
    Asset container,
    String call,
    ApiModel.@Nullable Operation operation,
    String prefix,
    Exchange.Request request) {
  /** The same samples for the same file. */
  static final Samples SAMPLES = new Samples(1);

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** Most endpoints of a service without an API file. */
  private static final int MOST_PAGES = 6_000;

  private static final LivePart<List<Sampled>> ALL = Sampled::list;

  /**
   * The operations of the API file, then the pages that a crawl and the recordings know; without an
   * API file their writing operations too.
   */
  public static List<Sampled> of(LiveService service) {
    return service.learnt(ALL);
  }

  private static List<Sampled> list(LiveService service) {
    ApiModel api = service.api();
    if (api == null) {
      return pages(service);
    }
    List<Sampled> all = new ArrayList<>(operations(service, api));
    pages(service).stream()
        .filter(Sampled::reading)
        .filter(page -> all.stream().noneMatch(one -> one.endpoint().equals(page.endpoint())))
        .toList()
        .forEach(all::add);
    return List.copyOf(all);
  }

  private static List<Sampled> operations(LiveService service, ApiModel api) {
    String prefix = Templates.prefix(api, service.wire().base());
    List<Sampled> all = new ArrayList<>();
    for (ApiModel.Operation operation : api.operations()) {
      all.add(
          new Sampled(
              service.endpoint(operation.method(), prefix + operation.path()),
              Asset.file(api.file()),
              operation.call(),
              operation,
              prefix,
              request(prefix, SAMPLES.call(operation))));
    }
    return List.copyOf(all);
  }

  /** The start page, and what a crawl and the recordings know. */
  private static List<Sampled> pages(LiveService service) {
    Map<Asset, Sampled> all = new LinkedHashMap<>();
    Asset start = service.endpoint("GET", "/");
    all.put(start, page(service, start, "GET /", Exchange.Request.of("GET", "/")));
    for (Surface.Operation known : service.learnt(Surface.OF).operations()) {
      if (known.source() != Surface.Source.WELL_KNOWN
          && !known.samples().isEmpty()
          && all.size() < MOST_PAGES) {
        all.putIfAbsent(
            known.endpoint(),
            page(
                service,
                known.endpoint(),
                known.method() + " " + known.template(),
                known.samples().getFirst().request()));
      }
    }
    return List.copyOf(all.values());
  }

  private static Sampled page(
      LiveService service, Asset endpoint, String call, Exchange.Request request) {
    return new Sampled(endpoint, service.asset(), call, null, "", request);
  }

  /** The wire's form of a sample. */
  static Exchange.Request request(String prefix, Samples.Call call) {
    Samples.Sample body = call.body();
    List<Exchange.Field> fields = new ArrayList<>();
    call.headers().forEach((name, value) -> fields.add(new Exchange.Field(name, value)));
    return Exchange.Request.of(
        call.method(),
        prefix + call.target(),
        fields,
        body == null ? null : body.text().getBytes(StandardCharsets.UTF_8));
  }

  /** True where asking changes nothing, as the method promises. */
  public boolean reading() {
    return READING.contains(request.method());
  }

  /** Why it is not sent under this run's ceiling, or null where it may be. */
  @Nullable String barred(Context context) {
    if (reading()) {
      return null;
    }
    if (context.ceiling().compareTo(Effect.CHANGE) < 0) {
      return "needs --effect change";
    }
    return request.method().equals("POST") && !request.target().contains("{") && !hasPathValue()
        ? null
        : "could change an object that this run did not make";
  }

  private boolean hasPathValue() {
    return operation != null && !operation.in("path").isEmpty();
  }

  /** Where the operation stands in the API file. */
  @Nullable Location location() {
    return operation == null ? null : Location.line(container.name(), operation.line());
  }
}
