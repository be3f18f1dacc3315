package dev.brisach.core;

import java.util.regex.Pattern;

/**
 * A public id of what can go wrong: {@code CWE-89}, {@code T1190}, {@code T1053.003}, {@code
 * ASVS-5.0.0-1.2.4}, {@code CVE-2021-44228}. Names and parents are in the bundled taxonomy.
 */
public record Weakness(String id) implements Comparable<Weakness> {
  private static final Pattern FORM =
      Pattern.compile(
          "CWE-\\d{1,5}|T\\d{4}(\\.\\d{3})?|ASVS-5\\.0\\.0-\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}"
              + "|[A-Z][A-Z0-9]{1,15}-[A-Za-z0-9:._-]{1,80}");

  public Weakness {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "A weakness is an id such as CWE-89, T1053.003, ASVS-5.0.0-1.2.4, not: " + id);
    }
  }

  /** The weakness with this CWE number. */
  public static Weakness cwe(int number) {
    return new Weakness("CWE-" + number);
  }

  /** True for an id of the Common Weakness Enumeration. */
  public boolean isCwe() {
    return id.startsWith("CWE-");
  }

  @Override
  public int compareTo(Weakness other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id;
  }
}
