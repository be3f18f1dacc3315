package dev.brisach.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Signing and verifying a large file by {@code ./brisach}, as whole processes, against {@code
 * sha256sum} over the same file and the time that the program takes to start, in turn.
 *
 * <p>Arguments: {@code --megabytes N} (100), {@code --times N} (7), {@code --kind ecdsa|ed25519}.
 */
public final class SignBench {
  private static final double FACTOR = 1.5;

  private SignBench() {}

  /** Prints medians and what is allowed: 1.5 times the digest, and the start. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments = Arguments.of(args, Set.of("--megabytes", "--times", "--kind"), Set.of());
    int times = (int) Math.max(1, arguments.number("--times", 7));
    String kind = arguments.text("--kind") == null ? "ecdsa" : arguments.text("--kind");
    Path folder = Files.createTempDirectory("bench-sign-");
    try {
      Path file = folder.resolve("artifact");
      make(file, arguments.number("--megabytes", 100));
      String artifact = file.toString();
      String key = folder.resolve("key").toString();
      String bundle = folder.resolve("bundle").toString();
      run(brisach("release", "keygen", key, "--kind", kind, "--no-passphrase"));
      double[] digest = new double[times];
      double[] start = new double[times];
      double[] sign = new double[times];
      double[] verify = new double[times];
      for (int i = -1; i < times; i++) {
        double digested = run(List.of("sha256sum", artifact));
        double started = run(brisach("release", "--help"));
        double signed = run(brisach("release", "sign", artifact, "--key", key, "--bundle", bundle));
        double verified =
            run(brisach("release", "verify", artifact, "--key", key + ".pub", "--bundle", bundle));
        if (i >= 0) { // the first round warms up
          digest[i] = digested;
          start[i] = started;
          sign[i] = signed;
          verify[i] = verified;
        }
      }
      double allowed = FACTOR * Spread.of(digest).median() + Spread.of(start).median();
      print("sha256sum", Spread.of(digest));
      print("start (release --help)", Spread.of(start));
      print("sign, " + kind, Spread.of(sign));
      print("verify, " + kind, Spread.of(verify));
      System.out.printf(
          Locale.ROOT,
          "allowed %.0f ms each (1.5 x sha256sum + start): sign %.2f of it, verify %.2f of it%n",
          allowed * 1000,
          Spread.of(sign).median() / allowed,
          Spread.of(verify).median() / allowed);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(folder);
    }
  }

  private static void print(String what, Spread spread) {
    System.out.printf(
        Locale.ROOT,
        "%-24s min %5.0f  median %5.0f  max %5.0f ms%n",
        what,
        spread.min() * 1000,
        spread.median() * 1000,
        spread.max() * 1000);
  }

  private static void make(Path file, long megabytes) throws IOException {
    Random random = new Random(1);
    byte[] part = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long i = 0; i < megabytes; i++) {
        random.nextBytes(part);
        out.write(part);
      }
    }
  }

  private static List<String> brisach(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Launched.root().resolve("brisach").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static double run(List<String> command) throws IOException, InterruptedException {
    Launched run = Launched.of(command, Launched.root(), Map.of());
    if (run.exit() != 0) {
      throw new IllegalStateException(
          command + " ended with " + run.exit() + ": " + run.firstWords());
    }
    return run.seconds();
  }
}
