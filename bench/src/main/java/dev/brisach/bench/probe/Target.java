package dev.brisach.bench.probe;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A service with known flaws that can be started in a box, as described by the {@code
 * target.properties} of its folder.
 *
 * @param folder holds all it needs: {@code start.sh}, or a {@code brisach.yaml} that says how it
 *     starts
 * @param url address within the box
 * @param health path that answers once it is up
 * @param startTimeout as in {@code brisach.yaml}, for example {@code 60s}
 * @param examineTimeout most time for all checks, written the same way
 * @param crawler list of requests in the form of the OWASP Benchmark's crawler, or null
 * @param crawlerBase beginning of the addresses in that list, replaced by the URL's scheme and host
 * @param expected expected results in the form of the OWASP Benchmark, or null
 * @param classes weaknesses (CWE numbers) that count for a category of the expected results; other
 *     categories cannot be seen from outside and are not scored
 * @param labels table of labelled places, or null
 * @param pages folder with the pages whose links are cases, for labels with a wildcard, or null
 */
public record Target(
    Path folder,
    String name,
    URI url,
    String health,
    String startTimeout,
    String examineTimeout,
    @Nullable Path crawler,
    String crawlerBase,
    @Nullable Path expected,
    SortedMap<String, Set<Integer>> classes,
    @Nullable Path labels,
    @Nullable Path pages) {
  static final String MUTANTS = "mutants";
  private static final String FILE = "target.properties";

  /** Reads the description in a folder; {@link IllegalArgumentException} where it is none. */
  public static Target read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          folder + " is no target: " + FILE + " is missing; see bench/targets");
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    SortedMap<String, Set<Integer>> classes = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith("class.")) {
        classes.put(key.substring("class.".length()), numbers(properties.getProperty(key)));
      }
    }
    return new Target(
        folder.toRealPath(),
        need(properties, "name"),
        URI.create(need(properties, "url")),
        properties.getProperty("health", "/"),
        properties.getProperty("startTimeout", "60s"),
        properties.getProperty("examineTimeout", "15m"),
        path(folder, properties, "crawler"),
        properties.getProperty("crawlerBase", ""),
        path(folder, properties, "expected"),
        Collections.unmodifiableSortedMap(classes),
        path(folder, properties, "labels"),
        path(folder, properties, "pages"));
  }

  /** Variants of the target, each a tree of files to be laid over it; may be missing. */
  public Path mutants() {
    return folder.resolve(MUTANTS);
  }

  /** Scheme, host and port. */
  public String origin() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  private static String need(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(FILE + " lacks " + key);
    }
    return value.strip();
  }

  private static @Nullable Path path(Path folder, Properties properties, String key) {
    String value = properties.getProperty(key);
    return value == null || value.isBlank() ? null : folder.resolve(value.strip());
  }

  /** CWE numbers, separated by commas. */
  static Set<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        numbers.add(Integer.valueOf(part.strip()));
      }
    }
    return Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
  }
}
