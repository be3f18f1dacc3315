package dev.brisach.cli;

import dev.brisach.kit.keys.KeyKind;
import dev.brisach.kit.keys.SigningKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A project as facts, from which its own files are written, each time in another style: order of
 * keys and lists, comments, blank lines, quotes and titles differ and mean nothing.
 */
final class GuardedProject {
  /** Addresses that may be examined. */
  static final class Scope {
    final TreeSet<String> hosts = new TreeSet<>();
    final TreeSet<Integer> ports = new TreeSet<>();
    final TreeSet<String> paths = new TreeSet<>();
    int ceiling = 1;
  }

  /** A component of the threat model. */
  static final class Part {
    final TreeSet<String> technology = new TreeSet<>();
    final TreeSet<String> code = new TreeSet<>();
    boolean facing = true;
    String data = "cards";
  }

  /** A decision file. */
  static final class Choice {
    String act = "defer";
    String target = "";
    String reason = "later";
    String owner = "anna@example.org";
    int until = 30;
    String control = "";
    final TreeSet<String> evidence = new TreeSet<>();
  }

  /** A rule of the project's own policy. */
  static final class Rule {
    int mode = 2;
    String expression = "findings.size() == 0";
    String message = "none may stand";
    String gate = "run";
    boolean passes;
  }

  static final List<String> EFFECTS = List.of("read", "traffic", "change", "attack");
  static final List<String> MODES = List.of("audit", "warn", "block");
  static final List<String> SENSITIVITY =
      List.of("public", "confidential", "strictly-confidential");

  String id = "shop";
  String advisories = "advisories";
  boolean draft;
  final TreeSet<String> notShipped = new TreeSet<>(List.of("docs"));
  final TreeSet<String> modelNotShipped = new TreeSet<>(List.of("examples"));

  /** Days by stage; 0 is no limit. */
  final TreeMap<String, Integer> ages = new TreeMap<>();

  final List<Scope> scopes = new ArrayList<>();

  /** Ceilings of environments by name. */
  final TreeMap<String, Integer> environments = new TreeMap<>();

  final TreeMap<String, Part> parts = new TreeMap<>();
  final TreeMap<String, Integer> data = new TreeMap<>();

  /** Options and key by principal. */
  final TreeMap<String, List<String>> approvers = new TreeMap<>();

  final TreeMap<String, Choice> choices = new TreeMap<>();
  final TreeMap<String, Rule> rules = new TreeMap<>();

  private final Random style;
  private final SecureRandom keys = new SecureRandom();
  private int count;

  GuardedProject(Random style) {
    this.style = style;
    ages.put("test", 20);
    Scope staging = new Scope();
    staging.hosts.add("staging.example");
    staging.ports.addAll(List.of(443, 8443));
    staging.paths.addAll(List.of("/api", "/shop/"));
    scopes.add(staging);
    environments.put("staging", 1);
    data.put("cards", 2);
    data.put("orders", 1);
    for (String name : List.of("web", "store", "mail")) {
      Part part = new Part();
      part.technology.addAll(List.of("sql", "html", "third-party-packages"));
      part.code.addAll(List.of("src/" + name, "lib/" + name));
      parts.put(name, part);
    }
    for (String name : List.of("anna", "bob", "eve")) {
      approvers.put(name + "@example.org", List.of("", key()));
    }
    rules.put("no-findings", new Rule());
    rules.put("tested", new Rule());
    Choice first = new Choice();
    first.target = "plan.sql-injection@web";
    first.control = "gateway";
    choices.put("first", first);
  }

  String key() {
    return SigningKey.generate(KeyKind.ED25519, keys).verifyingKey().sshLine();
  }

  /** A name that was not there before. */
  String fresh(String beginning) {
    return beginning + ++count;
  }

  /** All files of the project by path. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("brisach.yaml", settings());
    files.put("security/threat-model.yaml", model());
    files.put("security/approvers", approverLines());
    choices.forEach(
        (name, choice) -> files.put("security/decisions/" + name + ".yaml", choice(choice)));
    rules.forEach((name, rule) -> {
      String file = style.nextBoolean() ? name : "renamed-" + name;
      files.put("security/policy/" + file + ".cel.yaml", policy(name, rule));
    });
    return files;
  }

  private String settings() {
    List<String> top = new ArrayList<>();
    top.add("project: {id: " + quoted(id) + ", baseBranch: main}");
    top.add("advisories: " + quoted(advisories));
    top.add("notShipped: " + list(notShipped));
    List<String> limits = new ArrayList<>();
    ages.forEach((stage, days) -> limits.add(stage + ": " + period(days)));
    if (!limits.isEmpty()) {
      top.add("policy: {ageLimits: {" + String.join(", ", shuffled(limits)) + "}}");
    }
    List<String> places = new ArrayList<>();
    environments.forEach((name, ceiling) ->
        places.add(
            name
                + ": {url: 'https://"
                + "staging.example/" // the same place, whatever it is called
                + "', ceiling: "
                + EFFECTS.get(ceiling)
                + "}"));
    if (!places.isEmpty()) {
      top.add("environments: {" + String.join(", ", shuffled(places)) + "}");
    }
    List<String> reach = new ArrayList<>();
    scopes.forEach(scope -> reach.add("  - {" + String.join(", ", shuffled(words(scope))) + "}"));
    top.add("scopes:\n" + String.join("\n", shuffled(reach)));
    return document(top);
  }

  private String period(int days) {
    if (days == 0) {
      return "none";
    }
    return style.nextBoolean() ? days + "d" : days * 24 + "h";
  }

  private List<String> words(Scope scope) {
    List<String> hosts = new ArrayList<>();
    for (String host : scope.hosts) {
      hosts.add(style.nextBoolean() ? host : host.toUpperCase(java.util.Locale.ROOT));
    }
    List<String> words = new ArrayList<>();
    words.add("hosts: [" + String.join(", ", shuffled(hosts)) + "]");
    words.add("ceiling: " + EFFECTS.get(scope.ceiling));
    if (!scope.ports.isEmpty()) {
      words.add("ports: " + list(scope.ports.stream().map(String::valueOf).toList()));
    }
    if (!scope.paths.isEmpty()) {
      words.add("paths: " + list(scope.paths));
    }
    return words;
  }

  private String model() {
    List<String> top = new ArrayList<>();
    top.add("schema: threat-model/1");
    top.add("title: Shop " + style.nextInt(100));
    if (draft) {
      top.add("draft: true");
    }
    top.add("notShipped: " + list(modelNotShipped));
    List<String> things = new ArrayList<>();
    data.forEach((name, level) ->
        things.add(
            "  "
                + name
                + ": {sensitivity: "
                + SENSITIVITY.get(level)
                + ", personal: false, credentials: false}"));
    top.add("data:\n" + String.join("\n", shuffled(things)));
    List<String> all = new ArrayList<>();
    parts.forEach((name, part) -> {
      List<String> facts = new ArrayList<>();
      facts.add("kind: api");
      facts.add("title: " + quoted("Part " + style.nextInt(100)));
      facts.add("internetFacing: " + part.facing);
      facts.add("technology: " + list(part.technology));
      facts.add("code: " + list(part.code));
      facts.add("processes: [" + part.data + "]");
      all.add("  " + name + ": {" + String.join(", ", shuffled(facts)) + "}");
    });
    top.add("components:\n" + String.join("\n", shuffled(all)));
    return document(top);
  }

  private String approverLines() {
    List<String> lines = new ArrayList<>();
    approvers.forEach((who, line) ->
        lines.add(
            who
                + (line.getFirst().isEmpty() ? "" : " " + line.getFirst())
                + (style.nextBoolean() ? " " : "  ")
                + line.get(1)
                + (style.nextBoolean() ? " laptop" + style.nextInt(9) : "")));
    lines.add("# these may approve " + style.nextInt(9));
    lines.add("");
    return String.join("\n", shuffled(lines)) + "\n";
  }

  private String choice(Choice choice) {
    List<String> top = new ArrayList<>();
    top.add("schema: decision/1");
    top.add("decision: " + choice.act);
    top.add("target: " + quoted(choice.target));
    top.add("reason: " + quoted(choice.reason + (style.nextBoolean() ? " still" : "")));
    top.add("owner: " + quoted(choice.owner));
    top.add("decided: 2026-11-01");
    top.add("until: " + java.time.LocalDate.parse("2026-11-01").plusDays(choice.until));
    top.add("severity: high");
    if (!choice.control.isEmpty()) {
      top.add("control: " + quoted(choice.control));
    }
    List<String> seen = new ArrayList<>();
    choice.evidence.forEach(id -> seen.add("  " + id + ": sha256:" + "1f".repeat(32)));
    top.add(seen.isEmpty() ? "evidence: {}" : "evidence:\n" + String.join("\n", shuffled(seen)));
    return document(top);
  }

  private String policy(String name, Rule rule) {
    List<String> top = new ArrayList<>();
    top.add("id: " + quoted(name));
    top.add("mode: " + MODES.get(rule.mode));
    top.add("expression: " + quoted(rule.expression));
    top.add("message: " + quoted(rule.message + " " + style.nextInt(9)));
    if (!rule.gate.equals("run") || style.nextBoolean()) {
      top.add("gate: " + rule.gate);
    }
    if (rule.passes) {
      top.add("unknown: pass");
    }
    return document(top);
  }

  /** Top-level entries in any order, with comments and blank lines between. */
  private String document(List<String> entries) {
    StringBuilder text = new StringBuilder();
    for (String entry : shuffled(entries)) {
      switch (style.nextInt(4)) {
        case 0 -> text.append("# a remark ").append(style.nextInt(1000)).append('\n');
        case 1 -> text.append('\n');
        default -> {}
      }
      text.append(entry).append(style.nextInt(5) == 0 ? "   # said " + style.nextInt(99) : "");
      text.append('\n');
    }
    return text.toString();
  }

  private String quoted(String text) {
    boolean plain =
        text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-. /".indexOf(c) >= 0);
    if (plain && style.nextBoolean()) {
      return text;
    }
    return style.nextBoolean() ? "\"" + text + "\"" : "'" + text + "'";
  }

  private String list(Iterable<String> items) {
    List<String> all = new ArrayList<>();
    items.forEach(all::add);
    return "[" + String.join(", ", shuffled(all)) + "]";
  }

  private <T> List<T> shuffled(List<T> items) {
    List<T> all = new ArrayList<>(items);
    Collections.shuffle(all, style);
    return all;
  }
}
