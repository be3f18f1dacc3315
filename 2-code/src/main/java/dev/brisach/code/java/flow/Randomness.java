package dev.brisach.code.java.flow;

import dev.brisach.code.java.flow.Invocations.Site;
import dev.brisach.kit.java.JavaUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Generators whose next number follows from the last ones, and what is made of their numbers. */
final class Randomness {
  private static final Set<String> GENERATORS =
      Set.of("Random", "SplittableRandom", "ThreadLocalRandom");
  private static final Set<String> STATIC_TEXTS = Set.of("RandomStringUtils", "RandomUtils");

  private Randomness() {}

  static @Nullable Value created(Site site) {
    if (!GENERATORS.contains(site.type())) {
      return null;
    }
    return from(site, "new " + site.type() + "()", site.type());
  }

  private static Value from(Site site, String name, String type) {
    Taint random = Taint.of(Taint.Origin.RANDOM, name, site.tree());
    return new Value(type, List.of(), null, random, List.of(), 0);
  }

  static @Nullable Value call(Site site, JavaUnit unit) {
    String name = site.name();
    if (site.onType()) {
      boolean predictable =
          (site.type().equals("Math") && name.equals("random"))
              || (site.type().equals("ThreadLocalRandom") && name.equals("current"))
              || (STATIC_TEXTS.contains(site.type())
                  && name.startsWith("random")
                  && site.args().stream().noneMatch(a -> a.type().equals("SecureRandom")));
      if (predictable) {
        String type =
            name.equals("current")
                ? "ThreadLocalRandom"
                : name.equals("random") ? "double" : "String";
        return from(site, unit.code(site.tree(), 60), type);
      }
    }
    if (name.equals("get")) {
      return null;
    }
    Taint random = site.receiver().random();
    boolean drawn = random != null && GENERATORS.contains(site.type());
    for (Value arg : site.args()) {
      random =
          arg.random() != null && !GENERATORS.contains(arg.type())
              ? Taint.join(random, arg.random())
              : random;
    }
    if (random == null || site.argTaint() != null || site.receiver().taint() != null) {
      return null;
    }
    String type = drawn ? name.equals("nextBytes") ? "" : "number" : "";
    boolean text =
        (site.onType() && (site.type().equals("String") || name.equals("toString")))
            || name.equals("toString")
            || name.equals("substring");
    return new Value(text ? "String" : type, List.of(), null, random, List.of(), 0);
  }
}
