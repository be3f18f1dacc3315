package dev.brisach.test;

import dev.brisach.core.Weakness;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What this program does about each level-1 requirement of OWASP ASVS 5.0.0: tests it, tests a part
 * of it, or leaves it to a person, with the reason.
 */
public final class AsvsTable {
  private static final String FILE = "/asvs-level-1.yaml";

  private AsvsTable() {}

  /** How far a requirement is tested. */
  public enum State {
    AUTOMATED("automated"),
    PARTLY("partly"),
    BY_HAND("by hand");

    private final String words;

    State(String words) {
      this.words = words;
    }

    static State of(String word) {
      return valueOf(word.replace('-', '_').toUpperCase(java.util.Locale.ROOT));
    }
  }

  /**
   * A requirement.
   *
   * @param number as in the standard: {@code 1.2.4}
   * @param topic what it is about, in our own words
   * @param checks ids of the checks that test it; empty where it is left to a person
   * @param rest what is left of it, or why it is left to a person; empty where nothing is
   */
  public record Row(String number, State state, String topic, List<String> checks, String rest) {
    public Row {
      checks = List.copyOf(checks);
    }

    /** The requirement's id in the taxonomy. */
    public Weakness requirement() {
      return new Weakness("ASVS-5.0.0-" + number);
    }
  }

  /** All 70, in the order of the standard. */
  public static List<Row> rows() {
    try (InputStream in = AsvsTable.class.getResourceAsStream(FILE)) {
      byte[] bytes = Objects.requireNonNull(in, FILE).readAllBytes();
      Yaml document = YamlReader.read(new String(bytes, StandardCharsets.UTF_8));
      if (!(document instanceof Yaml.Mapping root)) {
        throw new IllegalStateException(FILE + " is no mapping");
      }
      return root.list("requirements").stream().map(item -> row((Yaml.Mapping) item)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The bundled table cannot be read", e);
    }
  }

  private static Row row(Yaml.Mapping item) {
    return new Row(
        text(item, "id"),
        State.of(text(item, "state")),
        text(item, "topic"),
        item.texts("checks"),
        Objects.requireNonNullElse(item.text("rest"), ""));
  }

  private static String text(Yaml.Mapping item, String key) {
    return Objects.requireNonNull(item.text(key), key);
  }

  /** The table as a page of the docs. */
  public static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # ASVS level 1

            What this program does about the 70 level-1 requirements of the
            [OWASP Application Security Verification Standard 5.0.0](https://github.com/OWASP/ASVS)
            (CC BY-SA 4.0). The topics are in our own words; the requirements are in the standard. This page is
            made from `3-test/src/main/resources/asvs-level-1.yaml`.

            | requirement | topic | state | checks | what is left, or why |
            |---|---|---|---|---|
            """);
    for (Row row : rows()) {
      String checks = row.checks().isEmpty() ? "" : "`" + String.join("` `", row.checks()) + "`";
      page.append("| ")
          .append(
              String.join(" | ", row.number(), row.topic(), row.state().words, checks, row.rest()))
          .append(" |\n");
    }
    return page.toString();
  }
}
