package dev.brisach.bench;

import dev.brisach.core.BrisachException;
import dev.brisach.kit.keys.KeyFiles;
import dev.brisach.release.Artifact;
import dev.brisach.release.verify.Expectation;
import dev.brisach.release.verify.Question;
import dev.brisach.release.verify.Step;
import dev.brisach.release.verify.Trust;
import dev.brisach.release.verify.Verification;
import dev.brisach.release.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides the cases of {@code sigstore/sigstore-conformance}, folder {@code
 * test/assets/bundle-verify}: those with a key have to be decided as there, those without (keyless)
 * are not supported yet and must never pass.
 *
 * <p>Arguments: {@code DIR}, that folder in a checkout.
 */
public final class ConformanceBench {
  /** How a case ended. */
  private enum Ending {
    AS_THERE,
    NOT_SUPPORTED,
    REFUSED_ANYWAY,
    WRONG
  }

  private ConformanceBench() {}

  /** Prints a line for each case and a count; exit 1 where one is wrong. */
  public static void main(String[] args) throws IOException {
    Arguments arguments = Arguments.of(args, Set.of(), Set.of());
    if (arguments.places().size() != 1) {
      System.err.println("usage: bench/run Conformance DIR (test/assets/bundle-verify)");
      System.exit(2);
    }
    Path folder = Path.of(arguments.places().getFirst());
    List<Path> cases = new ArrayList<>();
    try (Stream<Path> below = Files.list(folder)) {
      below.filter(Files::isDirectory).sorted().forEach(cases::add);
    }
    int[] counts = new int[Ending.values().length];
    for (Path one : cases) {
      Ending ending = decide(folder, one);
      counts[ending.ordinal()]++;
    }
    System.out.printf(
        Locale.ROOT,
        "%d cases: %d decided as there, %d of the rest refused as they should be, %d keyless not"
            + " supported yet, %d WRONG%n",
        cases.size(),
        counts[Ending.AS_THERE.ordinal()],
        counts[Ending.REFUSED_ANYWAY.ordinal()],
        counts[Ending.NOT_SUPPORTED.ordinal()],
        counts[Ending.WRONG.ordinal()]);
    System.exit(counts[Ending.WRONG.ordinal()] == 0 && !cases.isEmpty() ? 0 : 1);
  }

  private static Ending decide(Path folder, Path one) {
    String name = String.valueOf(one.getFileName());
    boolean fails = name.endsWith("_fail");
    Path key = one.resolve("key.pub");
    Path own = one.resolve("artifact");
    boolean managed = name.startsWith("managed-key");
    Verification verification;
    try {
      verification =
          Verifier.verify(
              new Question(
                  Artifact.of(Files.exists(own) ? own : folder.resolve("a.txt")),
                  new Trust(Files.exists(key) ? List.of(KeyFiles.verifying(key)) : List.of(), null),
                  1,
                  null,
                  Expectation.none(),
                  Instant.now()),
              List.of(one.resolve("bundle.sigstore.json")));
    } catch (BrisachException e) {
      System.out.println(name + ": " + e.getMessage());
      return fails ? Ending.AS_THERE : Ending.WRONG;
    }
    boolean verified = verification.verified();
    boolean keyless =
        verification.steps().stream()
            .anyMatch(step ->
                step.name() == Step.Name.SIGNATURE && step.message().contains("not supported yet"));
    Ending ending;
    if (managed) {
      ending = verified == !fails ? Ending.AS_THERE : Ending.WRONG;
    } else if (verified) {
      ending = Ending.WRONG;
    } else {
      ending = keyless ? Ending.NOT_SUPPORTED : fails ? Ending.REFUSED_ANYWAY : Ending.WRONG;
    }
    System.out.printf(
        Locale.ROOT,
        "%-14s %-60s %s%n",
        ending.name().toLowerCase(Locale.ROOT),
        name,
        verified ? "verified" : String.join("; ", verification.reasons()).replace(one + "/", ""));
    return ending;
  }
}
