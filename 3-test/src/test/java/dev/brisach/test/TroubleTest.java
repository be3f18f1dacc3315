package dev.brisach.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Check;
import dev.brisach.core.Effect;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.Credentials;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.login.Recipe;
import dev.brisach.kit.login.RecipeReader;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All checks at a service in which everything is wrong. Where it breaks, a check may miss what is
 * wrong, but never says that it looked and found nothing.
 */
class TroubleTest {
  /** These have nothing to find here: no token, no encryption. */
  private static final Set<String> ELSEWHERE = Set.of("test.token-forgery", "test.tls");

  /** Places with findings, by check, of a service that does not break. */
  private static Map<String, Set<String>> wrong() {
    Map<String, Set<String>> wrong = new TreeMap<>();
    examine(call -> false)
        .forEach((check, seen) -> {
          Set<String> places = new TreeSet<>();
          seen.findings().forEach(finding -> places.add(Recorded.place(finding.asset())));
          wrong.put(check, places);
        });
    return wrong;
  }

  private static Map<String, Recorded> examine(Predicate<String> breaks) {
    Map<String, Recorded> all = new TreeMap<>();
    for (Check<?> check : TestChecks.all()) {
      try (Bazaar bazaar = new Bazaar(breaks)) {
        Wire wire = new Wire(bazaar.uri(), Scope.LOOPBACK, 1_000_000, Duration.ofSeconds(5));
        LiveService service =
            new LiveService(
                wire,
                SourceFile.of("openapi.yaml", Bazaar.API).parse(OpenApiReader.OPENAPI),
                List.of(
                    user(wire, "ada", "[admin]"), user(wire, "kim", "[]"), user(wire, "lee", "[]")),
                List.of());
        Recorded seen = new Recorded();
        examine(check, service, seen);
        all.put(check.info().id(), seen);
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static void examine(Check<?> check, LiveService service, Recorded seen) {
    assertThat(check.subjectType()).isEqualTo(LiveService.class);
    ((Check<LiveService>) check).examine(service, new Situation(Effect.CHANGE, true), seen);
  }

  private static Caller user(Wire wire, String name, String roles) {
    String text =
        "{roles: "
            + roles
            + ", json: {path: /login, fields: {name: "
            + name
            + "}, secrets: {password: {env: P}}}, probe: {path: /me, shows: "
            + name
            + "}}";
    Recipe recipe =
        RecipeReader.read(
            Form.of(
                "brisach.yaml", YamlReader.read(text), "user '" + name + "'", RecipeReader.KEYS));
    Credentials credentials =
        Credentials.resolve(
            List.of(recipe), new Credentials.Sources(variable -> "right", Path.of("."), Map.of()));
    return LoggedIn.of(name, recipe, credentials, wire, Clock.systemUTC());
  }

  /** Places that a check calls sound though they are not. */
  private static List<String> held(Map<String, Set<String>> wrong, Map<String, Recorded> all) {
    List<String> held = new ArrayList<>();
    all.forEach((check, seen) -> {
      Set<String> found = new TreeSet<>();
      seen.findings().forEach(finding -> found.add(Recorded.place(finding.asset())));
      for (String place : wrong.getOrDefault(check, Set.of())) {
        if (seen.covered().contains(place)
            && !found.contains(place)
            && !seen.unexamined().containsKey(place)) {
          held.add(check + " " + place);
        }
      }
    });
    return held;
  }

  @Test
  void everyCheckFindsSomethingWhereEverythingIsWrong() {
    Map<String, Set<String>> wrong = wrong();

    assertThat(wrong.entrySet().stream().filter(one -> one.getValue().isEmpty()))
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(ELSEWHERE);
    assertThat(wrong.get("test.anonymous-access")).contains("GET /export", "POST /reviews");
    assertThat(wrong.get("test.foreign-objects")).contains("GET /notes/{id}", "DELETE /notes/{id}");
  }

  @Test
  void aServiceThatBreaksOnEverythingIsNeverCalledSound() {
    assertThat(held(wrong(), examine(call -> true))).isEmpty();
  }

  @Test
  void aLoginThatBreaksIsNeverCalledSound() {
    assertThat(held(wrong(), examine(call -> call.equals("POST /login")))).isEmpty();
  }

  @Test
  void aServiceThatBreaksOnAllButTheLoginIsNeverCalledSound() {
    assertThat(held(wrong(), examine(call -> !call.endsWith("/login") && !call.endsWith("/me"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aServiceThatBreaksNowAndThenIsNeverCalledSound(long seed) {
    Random random = new Random(seed);

    List<String> held =
        held(
            wrong(),
            examine(call ->
                !call.endsWith("/login") && !call.endsWith("/me") && random.nextInt(10) < 3));

    assertThat(held).as("seed " + seed).isEmpty();
  }
}
