package dev.brisach.test.matrix;

import dev.brisach.core.Asset;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Effect;
import dev.brisach.core.Fingerprint;
import dev.brisach.core.Model;
import dev.brisach.core.Phase;
import dev.brisach.core.Stage;
import dev.brisach.core.Story;
import dev.brisach.core.Threat;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.openapi.ObjectType;
import dev.brisach.kit.openapi.ObjectTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tests that follow from an API file, its users, the matrix and the threat model; the same for
 * the same input.
 *
 * @param cases in the order of stories, checks and operations
 * @param unlinked stories without any test, with the reason in words
 */
public record TestPlan(AccessMatrix matrix, List<TestCase> cases, Map<String, String> unlinked) {
  /** The story of tests that no story asks for. */
  public static final String NO_STORY = "no-story";

  /** The operation of a test that concerns the service as a whole. */
  public static final String SERVICE = "service";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  public TestPlan {
    cases = List.copyOf(cases);
    unlinked = Collections.unmodifiableSortedMap(new TreeMap<>(unlinked));
  }

  /** What a plan is made from. */
  public record Source(
      ApiModel api, String base, List<User> users, Model model, List<CheckInfo> checks) {
    public Source {
      users = List.copyOf(users);
      checks =
          checks.stream()
              .filter(one -> one.stages().contains(Stage.TEST) && one.phase() == Phase.LIVE)
              .toList();
    }
  }

  /** A plan with the matrix that the API file says or lets us guess. */
  public static TestPlan of(Source source) {
    List<ObjectType> types = ObjectTypes.of(source.api());
    return new Making(source, MatrixGuess.of(source.api(), source.users(), types), types).plan();
  }

  /**
   * A plan where rows that the team reviewed stand for what is said or guessed.
   *
   * @param reviewed rows of the team; a role that a row does not name keeps its guess
   */
  public static TestPlan of(Source source, AccessMatrix reviewed) {
    List<ObjectType> types = ObjectTypes.of(source.api());
    AccessMatrix guess = MatrixGuess.of(source.api(), source.users(), types);
    ApiModel stated = new Team(reviewed, List.of()).applied(source.api(), source.users());
    Source heeding =
        new Source(stated, source.base(), source.users(), source.model(), source.checks());
    return new Making(heeding, guess.with(reviewed), types).plan();
  }

  /** The making of one plan. */
  private static final class Making {
    private final Source source;
    private final AccessMatrix matrix;
    private final Reach reach;
    private final Set<String> takers = new HashSet<>();
    private final Map<String, String> storyOf = new HashMap<>();
    private final List<TestCase> cases = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    Making(Source source, AccessMatrix matrix, List<ObjectType> types) {
      this.source = source;
      this.matrix = matrix;
      this.reach = new Reach(source.model().bindings(), source.api().file());
      for (ObjectType type : types) {
        MatrixGuess.consumers(type).forEach(one -> takers.add(one.call()));
      }
      for (Story story : source.model().stories()) {
        story.threats().forEach(threat -> storyOf.putIfAbsent(threat, story.id()));
      }
    }

    TestPlan plan() {
      for (CheckInfo check : source.checks()) {
        List<Threat> asking =
            source.model().threats().stream().filter(threat -> asks(threat, check)).toList();
        Template template = Template.of(check.id());
        if (template == null) {
          whole(check, asking);
        } else {
          source.api().operations().forEach(one -> each(check, template, one, asking));
        }
      }
      return new TestPlan(matrix, cases, unlinked());
    }

    private static boolean asks(Threat threat, CheckInfo check) {
      Threat.Expected expected = threat.expected().get(Stage.TEST);
      return expected != null
          && (expected.weaknesses().stream().anyMatch(check.weaknesses()::contains)
              || expected.templates().stream().anyMatch(check.templates()::contains));
    }

    private void whole(CheckInfo check, List<Threat> asking) {
      List<String> all = source.users().stream().map(User::name).toList();
      add(check, SERVICE, asking, List.of(), all, check.effect());
    }

    private void each(
        CheckInfo check, Template template, Operation operation, List<Threat> asking) {
      boolean denied =
          source.users().stream()
              .anyMatch(user -> matrix.of(operation.call(), user.roles(), Ownership.NONE).denies());
      Template.Facts facts = new Template.Facts(takers.contains(operation.call()), denied);
      if (!template.applies().to(operation, facts)) {
        return;
      }
      Asset endpoint = Asset.endpoint(operation.method(), source.base() + operation.path());
      List<Threat> here = asking.stream().filter(one -> reach.of(one, endpoint)).toList();
      List<String> identities = identities(template.who(), operation);
      Effect effect = READING.contains(operation.method()) ? check.effect() : max(check.effect());
      add(check, operation.call(), here, template.asvs(), identities, effect);
    }

    private void add(
        CheckInfo check,
        String operation,
        List<Threat> threats,
        List<String> asvs,
        List<String> identities,
        Effect effect) {
      byStory(threats)
          .forEach((story, answered) ->
              cases.add(
                  new TestCase(
                      id(story, check.id(), operation),
                      story,
                      answered,
                      asvs,
                      check.id(),
                      operation,
                      identities,
                      effect,
                      TestCase.Edits.NONE)));
    }

    /** Paths that differ in signs only get a digest, so that ids stay apart. */
    private String id(String story, String check, String operation) {
      String id = slug(check + "-" + operation);
      return ids.add(story + " " + id) ? id : id + "-" + Fingerprint.of(operation).substring(3, 9);
    }

    private static Effect max(Effect own) {
      return own.compareTo(Effect.CHANGE) < 0 ? Effect.CHANGE : own;
    }

    /**
     * Threats by their story; those of none, and no threat at all, stand under {@code no-story}.
     */
    private Map<String, List<String>> byStory(List<Threat> threats) {
      Map<String, List<String>> found = new TreeMap<>();
      for (Threat threat : threats) {
        found
            .computeIfAbsent(storyOf.getOrDefault(threat.id(), NO_STORY), _ -> new ArrayList<>())
            .add(threat.id());
      }
      if (found.isEmpty()) {
        found.put(NO_STORY, List.of());
      }
      return found;
    }

    private List<String> identities(Template.Who who, Operation operation) {
      List<String> allowed = new ArrayList<>();
      List<String> denied = new ArrayList<>();
      for (User user : source.users()) {
        (matrix.of(operation.call(), user.roles(), Ownership.NONE).denies() ? denied : allowed)
            .add(user.name());
      }
      List<String> found = new ArrayList<>();
      switch (who) {
        case ONE -> found.addAll(first(allowed, 1));
        case STRANGER_AND_ONE -> {
          found.add(AccessMatrix.STRANGER);
          found.addAll(first(allowed, 1));
        }
        case TWO_AND_STRANGER -> {
          found.addAll(first(allowed, 2));
          found.add(AccessMatrix.STRANGER);
        }
        case DENIED_AND_ALLOWED -> {
          found.addAll(first(denied, 1));
          found.addAll(first(allowed, 1));
        }
      }
      return found;
    }

    private static List<String> first(List<String> names, int most) {
      return names.subList(0, Math.min(most, names.size()));
    }

    private Map<String, String> unlinked() {
      Set<String> linked = new TreeSet<>();
      cases.forEach(one -> linked.add(one.story()));
      Map<String, String> without = new TreeMap<>();
      for (Story story : source.model().stories()) {
        if (!linked.contains(story.id())) {
          without.put(story.id(), reason(story));
        }
      }
      return without;
    }

    private String reason(Story story) {
      List<Threat> threats =
          source.model().threats().stream()
              .filter(one -> story.threats().contains(one.id()))
              .toList();
      if (threats.isEmpty()) {
        return "none of its threats is in the model";
      }
      List<Threat> testable =
          threats.stream().filter(one -> one.expected().containsKey(Stage.TEST)).toList();
      if (testable.isEmpty()) {
        return "none of its threats expects a test";
      }
      boolean known =
          testable.stream()
              .anyMatch(one -> source.checks().stream().anyMatch(check -> asks(one, check)));
      return known
          ? "no operation of the API file belongs to what its threats stand at"
          : "no test looks for what its threats expect";
    }
  }

  /** Lower case words joined by hyphens. */
  static String slug(String text) {
    StringBuilder slug = new StringBuilder();
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        slug.append(c);
      } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    int length = slug.length();
    return length > 0 && slug.charAt(length - 1) == '-'
        ? slug.substring(0, length - 1)
        : slug.toString();
  }
}
