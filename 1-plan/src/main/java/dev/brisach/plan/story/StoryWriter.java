package dev.brisach.plan.story;

import dev.brisach.core.Stage;
import dev.brisach.core.Story;
import dev.brisach.core.Threat;
import dev.brisach.plan.model.Component;
import dev.brisach.plan.model.Flow;
import dev.brisach.plan.model.ThreatModel;
import dev.brisach.plan.rules.PlanRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes one story per rule and owner: why it matters, acceptance criteria with the ASVS
 * requirement behind each, a Gherkin scenario, which stages must have looked, and when it is done.
 *
 * <p>The same threats give the same bytes. A story that the team has committed is theirs: it is
 * never written again.
 */
public final class StoryWriter {
  private final ThreatModel model;
  private final Map<String, PlanRule> rules = new TreeMap<>();

  /** A story as a file, relative to the root of the project. */
  public record Draft(String path, String text) {}

  private record Group(PlanRule rule, @Nullable String owner, List<Threat> threats) {}

  private StoryWriter(ThreatModel model, List<PlanRule> rules) {
    this.model = model;
    rules.forEach(rule -> this.rules.put(rule.id(), rule));
  }

  /**
   * Stories for the threats that no committed story names; by path.
   *
   * @param committed what is in {@link StoryReader#FOLDER} already
   */
  public static List<Draft> missing(
      ThreatModel model, List<Threat> threats, List<PlanRule> rules, List<Story> committed) {
    Set<String> answered = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    for (Story story : committed) {
      answered.addAll(story.threats());
      ids.add(story.id());
    }
    List<Threat> open = threats.stream().filter(t -> !answered.contains(t.id())).toList();
    StoryWriter writer = new StoryWriter(model, rules);
    List<Draft> drafts = new ArrayList<>();
    for (Map.Entry<String, Group> group : writer.groups(open).entrySet()) {
      String id = group.getKey();
      for (int i = 2; ids.contains(id); i++) {
        id = group.getKey() + "-" + i;
      }
      drafts.add(
          new Draft(StoryReader.FOLDER + "/" + id + ".md", writer.text(id, group.getValue())));
    }
    return drafts;
  }

  /** Threats by rule and owner; the key is the id of the story. */
  private SortedMap<String, Group> groups(List<Threat> threats) {
    SortedMap<String, List<Threat>> grouped = new TreeMap<>();
    for (Threat threat : threats) {
      if (rules.containsKey(threat.rule())) {
        String key = threat.rule().substring("plan.".length());
        String owner = owner(threat);
        grouped
            .computeIfAbsent(owner == null ? key : key + "-" + slug(owner), _ -> new ArrayList<>())
            .add(threat);
      }
    }
    SortedMap<String, Group> groups = new TreeMap<>();
    grouped.forEach((id, all) -> {
      Threat first = all.getFirst();
      groups.put(id, new Group(Objects.requireNonNull(rules.get(first.rule())), owner(first), all));
    });
    return groups;
  }

  /** The owner of the component that a threat stands at; for a flow that of its caller. */
  private @Nullable String owner(Threat threat) {
    String name = threat.asset().name();
    for (Flow flow : model.flows()) {
      if (flow.asset().equals(threat.asset())) {
        name = model.component(flow.from()).isPresent() ? flow.from() : flow.to();
      }
    }
    String owner = model.component(name).map(Component::owner).orElse(null);
    return owner == null ? model.owner() : owner;
  }

  private static String slug(String owner) {
    StringBuilder slug = new StringBuilder();
    for (char c : owner.toLowerCase(java.util.Locale.ROOT).toCharArray()) {
      slug.append(Character.isLetterOrDigit(c) ? c : '-');
    }
    return slug.toString();
  }

  private String text(String id, Group group) {
    StringBuilder out = new StringBuilder("---\n");
    out.append("id: ").append(id).append('\n');
    out.append("threats:\n");
    group.threats.forEach(
        threat -> out.append("  - \"").append(threat.id().replace("\"", "\\\"")).append("\"\n"));
    if (group.owner != null) {
      out.append("owner: \"").append(group.owner.replace("\"", "\\\"")).append("\"\n");
    }
    out.append("status: proposed # a person sets it to open, in-progress or done\n---\n\n");
    out.append("# ").append(heading(group)).append("\n\n");
    out.append(group.rule.why()).append("\n\n");
    threats(out, group);
    criteria(out, group);
    scenario(out, group);
    stages(out, group);
    done(out, group);
    return out.toString();
  }

  private static String heading(Group group) {
    String first = group.threats.getFirst().title();
    int more = group.threats.size() - 1;
    return more == 0 ? first : first + " and " + more + " more";
  }

  private void threats(StringBuilder out, Group group) {
    out.append("## Threats\n\n");
    for (Threat threat : group.threats) {
      out.append("- ").append(threat.title()).append(" (").append(threat.severity().word());
      out.append(": likelihood ").append(threat.likelihood()).append(", impact ");
      out.append(threat.impact()).append(")\n");
      threat.questions().forEach(ask -> out.append("  - open: ").append(ask).append('\n'));
    }
    out.append('\n');
  }

  private static void criteria(StringBuilder out, Group group) {
    out.append("## Acceptance criteria\n\n");
    group.rule.criteria().forEach(each -> out.append("- [ ] ").append(each.line()).append('\n'));
    out.append('\n');
  }

  private void scenario(StringBuilder out, Group group) {
    out.append("## Scenario\n\n```gherkin\nScenario: ");
    out.append(group.rule.title().replace("{c}", "the component").replace("{f}", "the flow"));
    out.append('\n');
    String name = group.threats.size() == 1 ? title(group.threats.getFirst()) : "<element>";
    group
        .rule
        .scenario()
        .lines()
        .forEach(line ->
            out.append("  ").append(line.replace("{c}", name).replace("{f}", name)).append('\n'));
    if (group.threats.size() > 1) {
      out.append("\n  Examples:\n    | element |\n");
      Set<String> names = new LinkedHashSet<>();
      group.threats.forEach(threat -> names.add(title(threat)));
      names.forEach(each -> out.append("    | ").append(each.replace("|", "/")).append(" |\n"));
    }
    out.append("```\n\n");
  }

  private String title(Threat threat) {
    String name = threat.asset().name();
    return switch (threat.asset().kind()) {
      case COMPONENT -> model.component(name).map(Component::title).orElse(name);
      case FLOW ->
          model.flows().stream()
              .filter(flow -> flow.name().equals(name))
              .map(Flow::title)
              .findFirst()
              .orElse(name);
      case DATA, FILE, PKG, IMAGE, ENDPOINT, HOST, PIPELINE, LOGSOURCE -> name;
    };
  }

  private static void stages(StringBuilder out, Group group) {
    out.append("## Evidence\n\n");
    if (group.rule.expects().isEmpty()) {
      out.append("No stage can show this today: the decision of a person is all there is.\n\n");
      return;
    }
    for (Map.Entry<Stage, Threat.Expected> stage : group.rule.expects().entrySet()) {
      List<String> words = new ArrayList<>();
      stage.getValue().weaknesses().forEach(weakness -> words.add(weakness.id()));
      words.addAll(stage.getValue().templates());
      out.append("- ").append(stage.getKey().word()).append(": ");
      out.append(String.join(", ", words)).append('\n');
    }
    out.append('\n');
  }

  private static void done(StringBuilder out, Group group) {
    out.append(
        "## Done when\n\n- every criterion holds, and a person other than the author agrees\n");
    if (group.threats.stream().anyMatch(threat -> !threat.questions().isEmpty())) {
      out.append("- the open questions are answered in the threat model\n");
    }
    if (!group.rule.expects().isEmpty()) {
      out.append("- `brisach run` shows the stages above as held for each threat\n");
    }
  }
}
