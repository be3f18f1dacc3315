package dev.brisach.bench.probe;

import dev.brisach.core.AssetKind;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Weakness;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the program said of one place of a target.
 *
 * @param id stable over runs
 * @param path of the address, without query
 * @param parameter where it came in, or empty
 * @param weaknesses CWE numbers
 */
public record Alarm(
    String id,
    String rule,
    String path,
    String parameter,
    Confidence confidence,
    Set<Integer> weaknesses) {
  /** Weaknesses that are a fault of what one place does with input, not of a setting. */
  private static final Set<Integer> INPUT =
      Set.of(
          22, 23, 36, 73, 77, 78, 79, 80, 83, 87, 88, 89, 90, 91, 93, 94, 95, 98, 113, 116, 502,
          564, 601, 611, 643, 776, 917, 918, 943, 1336);

  /** Weaknesses of who may do what. */
  private static final Set<Integer> ACCESS =
      Set.of(
          200, 201, 203, 204, 266, 269, 284, 285, 287, 288, 306, 307, 345, 346, 347, 352, 384, 425,
          522, 566, 602, 613, 639, 650, 669, 732, 862, 863, 915, 1220, 1275);

  public Alarm {
    weaknesses = Set.copyOf(weaknesses);
  }

  static Alarm of(Finding finding) {
    String place =
        finding.asset().kind() == AssetKind.ENDPOINT
            ? finding.asset().name()
            : finding.details().getOrDefault("endpoint", finding.asset().name());
    Set<Integer> numbers = new TreeSet<>();
    for (Weakness weakness : finding.weaknesses()) {
      if (weakness.isCwe()) {
        numbers.add(Integer.valueOf(weakness.id().substring("CWE-".length())));
      }
    }
    return new Alarm(
        finding.id(),
        finding.rule(),
        path(place),
        finding.details().getOrDefault("parameter", ""),
        finding.confidence(),
        numbers);
  }

  /** True for one that speaks of input handled wrongly here. */
  boolean ofInput() {
    return is(INPUT);
  }

  /** True for one that speaks of who may do what. */
  public boolean ofAccess() {
    return is(ACCESS);
  }

  /** True where it speaks of this path; a template in its path stands for any one segment. */
  boolean standsAt(String other) {
    if (!path.contains("{")) {
      return path.equals(other);
    }
    String[] mine = path.split("/", -1);
    String[] theirs = other.split("/", -1);
    if (mine.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < mine.length; i++) {
      if (!mine[i].startsWith("{") && !mine[i].equals(theirs[i])) {
        return false;
      }
    }
    return true;
  }

  boolean is(Set<Integer> numbers) {
    return weaknesses.stream().anyMatch(numbers::contains);
  }

  /** True where it is at least so sure. */
  public boolean atLeast(Confidence least) {
    return confidence.compareTo(least) <= 0;
  }

  /** In one line; names of a stranger are in it. */
  public String words() {
    return rule
        + " "
        + path
        + (parameter.isEmpty() ? "" : " " + parameter)
        + " "
        + weaknesses.stream().sorted().map(cwe -> "CWE-" + cwe).collect(Collectors.joining(","))
        + " "
        + confidence.word();
  }

  private static String path(String place) {
    int space = place.indexOf(' ');
    String url = space < 0 ? place : place.substring(space + 1);
    int scheme = url.indexOf("://");
    int begin = scheme < 0 ? 0 : url.indexOf('/', scheme + 3);
    if (begin < 0) {
      return "/";
    }
    int end = url.indexOf('?', begin);
    return end < 0 ? url.substring(begin) : url.substring(begin, end);
  }
}
