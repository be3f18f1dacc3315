package dev.brisach.release.provenance;

import dev.brisach.core.json.Json;
import dev.brisach.release.statement.Predicate;
import dev.brisach.release.statement.PredicateType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes SLSA provenance v1 of what was collected; equal facts give an equal claim. */
public final class ProvenanceMaker {
  /** How we describe a build, where the user names no type of their own. */
  public static final String BUILD_TYPE = "https://brisach.dev/build/v1";

  private ProvenanceMaker() {}

  /**
   * The claim.
   *
   * @param materials what went in besides the sources
   * @param reproduced true where a second build gave the same artifact
   * @param at when the build was done
   */
  public static Predicate of(
      Checkout checkout,
      Builder builder,
      String buildType,
      List<Material> materials,
      boolean reproduced,
      Instant at) {
    String uri = "git+" + (checkout.remote() == null ? "file:." : checkout.remote());
    String atRef = checkout.ref() == null ? "" : "@" + checkout.ref();
    List<Json> inputs = new ArrayList<>();
    inputs.add(
        Json.object()
            .put("uri", uri + atRef)
            .put("digest", Json.object().put("gitCommit", checkout.revision()).build())
            .build());
    materials.stream()
        .distinct()
        .sorted(Comparator.comparing(Material::uri))
        .forEach(material -> inputs.add(input(material)));
    Json.Builder internal = Json.object().put("actor", builder.actor());
    if (!checkout.changed().isEmpty()) {
      internal.put("dirty", true).put("changed", checkout.changed());
    }
    if (reproduced) {
      internal.put("reproduced", true);
    }
    Json.Obj content =
        Json.object()
            .put(
                "buildDefinition",
                Json.object()
                    .put("buildType", buildType)
                    .put(
                        "externalParameters",
                        Json.object()
                            .put(
                                "source",
                                Json.object().put("uri", uri).put("ref", checkout.ref()).build())
                            .build())
                    .put("internalParameters", internal.build())
                    .put("resolvedDependencies", new Json.Arr(inputs))
                    .build())
            .put(
                "runDetails",
                Json.object()
                    .put("builder", Json.object().put("id", builder.id()).build())
                    .put(
                        "metadata",
                        Json.object()
                            .put("invocationId", builder.invocation())
                            .put("finishedOn", at.truncatedTo(ChronoUnit.SECONDS).toString())
                            .build())
                    .build())
            .build();
    return Predicate.read(PredicateType.PROVENANCE.uri(), content);
  }

  private static Json input(Material material) {
    Json.Builder one = Json.object().put("uri", material.uri());
    if (material.sha256() != null) {
      one.put("digest", Json.object().put("sha256", material.sha256()).build());
    }
    return one.build();
  }
}
