package dev.brisach.test.session;

import dev.brisach.core.Asset;
import dev.brisach.core.Location;
import dev.brisach.core.Recorder;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.login.Recipe;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.surface.Surface;
import dev.brisach.kit.surface.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that a check speaks of: those of the API file, and those that recipes name.
 *
 * @param prefix path of the file's server, which its paths stand below
 */
record Endpoints(LiveService service, String prefix, List<One> all) {
  /**
   * One endpoint.
   *
   * @param operation what the API file says of it, or null where only a recipe names it
   */
  record One(Asset asset, String method, String path, ApiModel.@Nullable Operation operation) {
    /** True where nobody has to log in for it. */
    boolean open() {
      return operation != null && operation.login() == ApiModel.Login.OPEN;
    }
  }

  /** All endpoints of a service; each is told to the recorder. */
  static Endpoints of(LiveService service, Recorder recorder) {
    ApiModel api = service.api();
    String prefix = api == null ? "" : Templates.prefix(api, service.wire().base());
    Map<Asset, One> all = new LinkedHashMap<>();
    if (api != null) {
      for (ApiModel.Operation operation : api.operations()) {
        Asset asset = service.endpoint(operation.method(), prefix + operation.path());
        all.put(asset, new One(asset, operation.method(), prefix + operation.path(), operation));
        recorder.discovered(asset, Asset.file(api.file()), "");
      }
    }
    for (Surface.Operation page : service.learnt(Surface.OF).operations()) {
      if (page.open() && !page.writes() && page.source() != Surface.Source.API) {
        recorder.covered(page.endpoint()); // served to every stranger: no session stands behind it
      }
    }
    Endpoints found = new Endpoints(service, prefix, new ArrayList<>(all.values()));
    for (LoggedIn user : Account.of(service)) {
      Recipe.Probe probe = user.recipe().probe();
      if (probe != null) {
        found.named("GET", probe.path(), recorder);
      }
      if (user.recipe().way() instanceof Recipe.Password password && password.path() != null) {
        found.named("POST", password.path(), recorder);
      }
    }
    return found;
  }

  /** The endpoint of a request, which joins the others where the API file does not have it. */
  One named(String method, String target, Recorder recorder) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    for (One one : all) {
      if (one.method().equals(method) && one.path().equals(path)) {
        return one;
      }
    }
    Asset asset = service.endpoint(method, path);
    One one = new One(asset, method, path, null);
    all.add(one);
    recorder.discovered(asset, service.asset(), "");
    return one;
  }

  /** Where an endpoint stands in the API file, or null. */
  @Nullable Location location(One one) {
    ApiModel api = service.api();
    return api == null || one.operation() == null
        ? null
        : Location.line(api.file(), one.operation().line());
  }

  /** Judged, or nothing to judge: all of them. */
  void covered(Recorder recorder) {
    all.forEach(one -> recorder.covered(one.asset()));
  }

  /** Those concerned could not be judged; the others have nothing to judge. */
  void unexamined(Recorder recorder, Predicate<One> concerned, String reason) {
    for (One one : all) {
      if (concerned.test(one)) {
        recorder.unexamined(one.asset(), reason);
      } else {
        recorder.covered(one.asset());
      }
    }
  }
}
