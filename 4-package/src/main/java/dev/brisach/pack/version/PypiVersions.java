package dev.brisach.pack.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PEP 440 with its normal forms; what is no such version comes before all that are, in the order of
 * the old setuptools rules.
 */
final class PypiVersions implements VersionScheme {
  private static final Pattern FORM =
      Pattern.compile(
          "v?(?:(?<epoch>[0-9]{1,100})!)?(?<release>[0-9]{1,100}(?:\\.[0-9]{1,100}){0,60})"
              + "(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preN>[0-9]{0,100}))?"
              + "(?<post>-(?<postN1>[0-9]{1,100})|[-_.]?(?:post|rev|r)[-_.]?(?<postN2>[0-9]{0,100}))?"
              + "(?<dev>[-_.]?dev[-_.]?(?<devN>[0-9]{0,100}))?"
              + "(?:\\+(?<local>[a-z0-9]{1,200}(?:[-_.][a-z0-9]{1,200}){0,60}))?");
  private static final Pattern LEGACY_PART = Pattern.compile("[0-9]{1,200}|[a-z]{1,200}|\\.|-");

  /**
   * A parsed version.
   *
   * @param phase 0 dev only, 1 alpha, 2 beta, 3 candidate, 4 final or later
   * @param post empty where there is no post release
   * @param dev null where there is no dev release
   */
  private record Parts(
      String epoch,
      List<String> release,
      int phase,
      String pre,
      @Nullable String post,
      @Nullable String dev,
      @Nullable String local) {}

  @Override
  public int compare(String left, String right) {
    Parts l = parse(left);
    Parts r = parse(right);
    if (l == null || r == null) {
      return l == null && r == null
          ? compareLegacy(left, right)
          : Boolean.compare(l != null, r != null);
    }
    int order = Digits.compare(l.epoch, r.epoch);
    int count = Math.max(l.release.size(), r.release.size());
    for (int i = 0; order == 0 && i < count; i++) {
      order = Digits.compare(at(l.release, i), at(r.release, i));
    }
    if (order == 0) {
      order = Integer.compare(l.phase, r.phase);
    }
    if (order == 0) {
      order = Digits.compare(l.pre, r.pre);
    }
    if (order == 0) {
      order = absentFirst(l.post, r.post);
    }
    if (order == 0) {
      order = absentLast(l.dev, r.dev);
    }
    return order != 0 ? order : compareLocal(l.local, r.local);
  }

  @Override
  public boolean isVersion(String text) {
    return parse(text) != null;
  }

  private static int absentFirst(@Nullable String left, @Nullable String right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    return Digits.compare(left, right);
  }

  private static int absentLast(@Nullable String left, @Nullable String right) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    return Digits.compare(left, right);
  }

  private static int compareLocal(@Nullable String left, @Nullable String right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    List<String> l = split(left);
    List<String> r = split(right);
    for (int i = 0; i < Math.min(l.size(), r.size()); i++) {
      boolean ln = Digits.all(l.get(i));
      boolean rn = Digits.all(r.get(i));
      int order =
          ln && rn
              ? Digits.compare(l.get(i), r.get(i))
              : ln || rn ? Boolean.compare(ln, rn) : l.get(i).compareTo(r.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(l.size(), r.size());
  }

  private static String at(List<String> release, int index) {
    return index < release.size() ? release.get(index) : "";
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || "-_.".indexOf(text.charAt(i)) >= 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    return parts;
  }

  private static @Nullable Parts parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.length() > 1000) {
      return null;
    }
    Matcher m = FORM.matcher(lower);
    if (!m.matches()) {
      return null;
    }
    String release = m.group("release");
    String pre = m.group("pre");
    String dev = m.group("dev") == null ? null : or(m.group("devN"));
    boolean post = m.group("post") != null;
    int phase = 4;
    if (pre != null) {
      phase = pre.startsWith("a") ? 1 : pre.startsWith("b") ? 2 : 3;
    } else if (dev != null && !post) {
      phase = 0;
    }
    return new Parts(
        or(m.group("epoch")),
        release == null ? List.of() : split(release),
        phase,
        or(m.group("preN")),
        post ? or(m.group("postN1")) + or(m.group("postN2")) : null,
        dev,
        m.group("local"));
  }

  private static String or(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static int compareLegacy(String left, String right) {
    List<String> l = legacyKey(left);
    List<String> r = legacyKey(right);
    for (int i = 0; i < Math.min(l.size(), r.size()); i++) {
      String a = l.get(i);
      String b = r.get(i);
      int order = Digits.all(a) && Digits.all(b) ? Digits.compare(a, b) : a.compareTo(b);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(l.size(), r.size());
  }

  private static List<String> legacyKey(String text) {
    List<String> key = new ArrayList<>();
    Matcher m = LEGACY_PART.matcher(text.toLowerCase(Locale.ROOT));
    while (m.find() && key.size() < 500) {
      String part = m.group();
      switch (part) {
        case "." -> {}
        case "-" -> key.add("*final-");
        case "pre", "preview", "c", "rc" -> key.add("*c");
        case "dev" -> key.add("*@");
        case "post" -> key.add("*final-");
        default -> key.add(Digits.is(part.charAt(0)) ? part : "*" + part);
      }
    }
    key.add("*final");
    return key;
  }
}
