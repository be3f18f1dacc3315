package dev.brisach.kit.live;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Subject;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A running service.
 *
 * @param api what its OpenAPI file says, or null where it has none
 */
public record LiveService(Wire wire, @Nullable ApiModel api) implements Subject {
  @Override
  public Asset asset() {
    return new Asset(AssetKind.HOST, wire.base().getAuthority());
  }

  /** The asset of an operation: method and full URL with path templates. */
  public Asset endpoint(String method, String path) {
    String base = wire.base().toString();
    return Asset.endpoint(
        method, (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
