package dev.brisach.core.ledger;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Covered;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Decision;
import dev.brisach.core.Digests;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Lesson;
import dev.brisach.core.Location;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Phase;
import dev.brisach.core.Proof;
import dev.brisach.core.Reached;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.Step;
import dev.brisach.core.Story;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random values of every word of core, with texts that are hard to write. */
final class Samples {
  static final Instant START = Instant.parse("2026-11-25T02:15:00.123456789Z");

  private static final List<String> TEXTS =
      List.of(
          "a", "\"quoted\"\\", "line\nbreak\ttab\r", "é ü 漢字 😀", "\u0000\u001f\u2028", "{}[],:");

  private final Random random;

  Samples(Random random) {
    this.random = random;
  }

  String text() {
    return TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(100);
  }

  private @Nullable String maybe() {
    return random.nextBoolean() ? text() : null;
  }

  private <E> E of(E[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> List<T> some(int least, Supplier<T> maker) {
    List<T> values = new ArrayList<>();
    for (int i = least + random.nextInt(3); i > 0; i--) {
      values.add(maker.get());
    }
    return values;
  }

  private Weakness weakness() {
    return Weakness.cwe(1 + random.nextInt(1_400));
  }

  private Asset fact() {
    return switch (random.nextInt(3)) {
      case 0 -> Asset.file("src/" + text());
      case 1 -> Asset.pkg("pkg:maven/g/" + text() + "@1");
      default -> Asset.endpoint("GET", "http://127.0.0.1:8080/" + text());
    };
  }

  CheckInfo check() {
    return new CheckInfo(
        "code.check-" + random.nextInt(100),
        random.nextInt(9),
        text(),
        some(1, () -> of(Stage.values())),
        of(Phase.values()),
        SubjectKind.file("java"),
        some(1, this::weakness),
        some(0, this::text),
        some(0, this::text),
        of(Effect.values()));
  }

  Environment environment() {
    return new Environment(
        text(), maybe(), some(0, this::text), maybe(), some(0, this::text), of(Effect.values()));
  }

  private Proof proof() {
    return new Proof(
        text(),
        some(
            1,
            () ->
                new Proof.Step(
                    of(Proof.Role.values()),
                    text(),
                    new Proof.Call(
                        text(), text(), some(0, () -> new Proof.Header(text(), text())), maybe()),
                    some(
                        0,
                        () -> new Proof.Capture(text(), of(Proof.Capture.Place.values()), text())),
                    some(
                        0,
                        () ->
                            new Proof.Expectation(
                                of(Proof.Expectation.Kind.values()), text(), text())),
                    random.nextInt(600),
                    text())));
  }

  Finding finding() {
    TreeMap<String, String> details = new TreeMap<>();
    details.put("endpoint", text());
    details.put(random.nextBoolean() ? "file" : text(), text());
    return new Finding(
        "rule-" + random.nextInt(9),
        of(Severity.values()),
        of(Confidence.values()),
        some(1, this::weakness),
        fact(),
        maybe(),
        random.nextBoolean() ? location() : null,
        text(),
        text(),
        maybe(),
        random.nextBoolean()
            ? new Lesson(text(), text(), text(), text(), some(0, this::text))
            : null,
        some(0, () -> new Step(location(), text(), text())),
        details,
        random.nextBoolean() ? proof() : null,
        "v1:" + Digests.sha256(text().getBytes(StandardCharsets.UTF_8)).substring(0, 32));
  }

  private Location location() {
    return new Location("src/" + text(), random.nextInt(3), random.nextInt(3));
  }

  private Outcome outcome() {
    return switch (random.nextInt(4)) {
      case 0 -> new Outcome.Skipped(text());
      case 1 -> new Outcome.Failed(text());
      case 2 ->
          examined(
              new Covered.Subtree(
                  SubjectKind.file("java"),
                  random.nextBoolean() ? "" : "src/" + text(),
                  1 + random.nextInt(9)));
      default ->
          examined(new Covered.Listed(SubjectKind.of(AssetKind.ENDPOINT), some(1, this::fact)));
    };
  }

  private Outcome examined(Covered covered) {
    return new Outcome.Examined(
        covered, some(0, () -> new Outcome.Unexamined(fact(), text())), some(0, this::finding));
  }

  Evidence evidence(String run) {
    return new Evidence(
        "E-" + random.nextInt(1_000_000),
        run,
        maybe(),
        maybe(),
        "code.check",
        random.nextInt(9),
        random.nextBoolean() ? new DataVersion(text(), START.plusNanos(random.nextInt())) : null,
        of(Stage.values()),
        text(),
        SubjectKind.file("java"),
        some(0, this::weakness),
        some(0, this::text),
        outcome(),
        START.plusMillis(random.nextInt(10_000)),
        some(0, () -> new Reached(fact(), text(), random.nextBoolean(), text())),
        some(0, this::text));
  }

  /** A sweep of few bytes. */
  Evidence skipped(String run) {
    return new Evidence(
        "E-" + random.nextInt(1_000_000),
        run,
        null,
        null,
        "code.check",
        1,
        null,
        Stage.CODE,
        "source",
        SubjectKind.file("java"),
        List.of(),
        List.of(),
        new Outcome.Skipped("no sandbox"),
        START,
        List.of(),
        List.of());
  }

  Decision decision() {
    return new Decision(
        text(),
        of(Decision.Act.values()),
        text(),
        text(),
        text(),
        some(0, this::text),
        START.plusSeconds(random.nextInt(10_000)),
        random.nextBoolean() ? null : terms(),
        some(0, this::text));
  }

  private Decision.Terms terms() {
    TreeMap<String, String> evidence = new TreeMap<>();
    some(0, this::text).forEach(id -> evidence.put(id, text()));
    return new Decision.Terms(
        START.plusSeconds(random.nextInt(10_000)),
        of(Severity.values()),
        random.nextBoolean() ? null : text(),
        evidence);
  }

  Model model() {
    TreeMap<Asset, String> elements = new TreeMap<>();
    some(0, () -> Asset.component(text())).forEach(asset -> elements.put(asset, text()));
    return new Model(
        random.nextBoolean(),
        elements,
        some(
            0,
            () ->
                new Binding(
                    Asset.component(text()),
                    AssetKind.FILE,
                    "src/" + text(),
                    of(Binding.Source.values()))),
        some(0, this::threat),
        some(
            0,
            () ->
                new Story(text(), text(), some(0, this::text), "owner", some(0, this::text), true)),
        some(0, this::text));
  }

  private Threat threat() {
    TreeMap<Stage, Threat.Expected> expected = new TreeMap<>();
    expected.put(
        of(Stage.values()), new Threat.Expected(some(1, this::weakness), some(0, this::text)));
    return new Threat(
        text(),
        text(),
        text(),
        Asset.component(text()),
        some(0, () -> Asset.component(text())),
        some(1, this::weakness),
        some(0, this::weakness),
        text(),
        1 + random.nextInt(4),
        1 + random.nextInt(4),
        expected,
        some(0, this::text));
  }

  Inventory inventory(int files) {
    TreeMap<Asset, Inventory.Item> items = new TreeMap<>();
    for (int i = 0; i < files; i++) {
      Asset asset = Asset.file("src/main/java/shop/orders/part" + i / 100 + "/Order" + i + ".java");
      String digest = Digests.sha256(("" + i + random.nextInt()).getBytes(StandardCharsets.UTF_8));
      items.put(
          asset,
          new Inventory.Item(
              asset,
              random.nextInt(9) == 0 ? "" : digest,
              random.nextInt(9) == 0 ? List.of() : List.of("java", "text"),
              random.nextInt(9) == 0 ? List.of(Asset.file("pom.xml")) : List.of(),
              random.nextInt(9) == 0 ? "staging" : "source"));
    }
    return new Inventory(items, Map.of("big/" + text(), text()));
  }

  /** Begins a run of the project {@code shop}. */
  static LedgerWriter begin(Ledger ledger) {
    return ledger.begin("shop", "main", "abc123", "brisach 0.1.0", START);
  }

  /** Writes a whole small run and returns its closing head. */
  String write(Ledger ledger, Inventory inventory) {
    LedgerWriter writer = begin(ledger);
    try (writer) {
      writer.catalogue(List.of(check(), check()));
      writer.evidence(evidence(writer.id()));
      writer.evidence(evidence(writer.id()));
      writer.inventory(inventory);
    }
    return String.valueOf(writer.head());
  }
}
