package dev.brisach.kit.policy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Digests;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.assurance.Verdict.Reason;
import dev.brisach.core.assurance.Verdict.Word;
import dev.brisach.kit.expr.Evaluator;
import dev.brisach.kit.expr.Fault;
import dev.brisach.kit.expr.Struct;
import dev.brisach.kit.expr.Unknown;
import dev.brisach.kit.policy.OwnPolicy.Expected;
import dev.brisach.kit.policy.OwnPolicy.Trial;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a project. They add reasons to those of the default rules and never take one
 * away. Same policies and inputs give the same reasons.
 */
public final class OwnPolicies {
  /** Where they stand. */
  public static final String FOLDER = "security/policy";

  /** How their files end. */
  public static final String ENDING = ".cel.yaml";

  private static final int MAX_FILES = 1000;
  private static final long MAX_BYTES = 256 << 10;

  private final List<OwnPolicy> policies;

  private OwnPolicies(List<OwnPolicy> policies) {
    this.policies = List.copyOf(policies);
  }

  /** A project without any. */
  public static OwnPolicies none() {
    return new OwnPolicies(List.of());
  }

  /** The policies of the project at this root; anything wrong is a usage error naming its place. */
  public static OwnPolicies read(Path root, Programs programs) {
    Path folder = root.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return none();
    }
    SortedMap<String, String> texts = new TreeMap<>();
    for (Path path : files(folder)) {
      String file = FOLDER + "/" + path.getFileName();
      texts.put(file, text(path, file));
    }
    return of(texts, programs);
  }

  /** Policies by the texts of their files, wherever those were read. */
  public static OwnPolicies of(SortedMap<String, String> texts, Programs programs) {
    List<OwnPolicy> read = new ArrayList<>();
    Map<String, String> byId = new HashMap<>();
    texts.forEach((file, text) -> {
      OwnPolicy policy = PolicyReader.read(file, text, programs);
      String other = byId.put(policy.id(), file);
      if (other != null) {
        throw BrisachException.usage(
            file, 0, "the id '" + policy.id() + "' is already that of " + other);
      }
      read.add(policy);
    });
    read.sort(Comparator.comparing(OwnPolicy::id));
    return new OwnPolicies(read);
  }

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.sorted().toList()) {
        String name = path.getFileName().toString();
        if (name.endsWith(".cel.yml") || name.endsWith(".cel")) {
          throw BrisachException.usage(
              FOLDER + "/" + name, 0, "the name of a policy file ends in " + ENDING);
        }
        if (name.endsWith(ENDING)) {
          files.add(path);
        }
      }
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, FOLDER + ": cannot be read: " + e.getMessage(), e);
    }
    if (files.size() > MAX_FILES) {
      throw BrisachException.usage(FOLDER, 0, "holds more than " + MAX_FILES + " policies");
    }
    return files;
  }

  private static String text(Path path, String file) {
    try {
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        throw BrisachException.usage(file, 0, "is no regular file");
      }
      if (Files.size(path) > MAX_BYTES) {
        throw BrisachException.usage(file, 0, "is longer than " + (MAX_BYTES >> 10) + " KiB");
      }
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw BrisachException.usage(file, 0, "is not UTF-8 text");
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** All of them, by id. */
  public List<OwnPolicy> all() {
    return policies;
  }

  /** True where there is none. */
  public boolean isEmpty() {
    return policies.isEmpty();
  }

  /** One digest over the files of all, and so over every word of them. */
  public String digest() {
    StringBuilder out = new StringBuilder();
    policies.forEach(
        policy -> out.append(policy.id()).append(' ').append(policy.digest()).append('\n'));
    return Digests.sha256(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What the policies of a gate read, as {@code Threat.severity} or {@code now}; sorted. */
  public SortedSet<String> fields(Verdict.Gate gate) {
    SortedSet<String> read = new TreeSet<>();
    for (OwnPolicy policy : policies) {
      if (policy.scope().includes(gate)) {
        read.addAll(policy.program().fields());
        read.addAll(policy.program().variables());
      }
    }
    return read;
  }

  /** True where a policy of this gate reads a field or variable of this name. */
  public boolean reads(Verdict.Gate gate, String name) {
    return fields(gate).contains(name);
  }

  /** The verdict with what these policies say added to it. */
  public Verdict judge(Verdict byDefault, GateInputs inputs) {
    return byDefault.plus(reasons(inputs));
  }

  /** What these policies say; a policy that works without end is a usage error. */
  List<Reason> reasons(GateInputs inputs) {
    List<Reason> reasons = new ArrayList<>();
    Facts facts = Facts.of(inputs, fields(inputs.gate()));
    for (OwnPolicy policy : policies) {
      if (policy.scope().includes(inputs.gate())) {
        judge(policy, facts, reasons);
      }
    }
    return reasons;
  }

  private static void judge(OwnPolicy policy, Facts facts, List<Reason> reasons) {
    Evaluator evaluator = new Evaluator(facts.variables(), Evaluator.LIMIT);
    for (Facts.Item item : facts.items(policy.each(), policy.stage())) {
      Struct struct = item.value();
      Map<String, Object> more = struct == null ? Map.of() : Map.of(policy.each().word(), struct);
      String fault = fault(policy, evaluate(policy, evaluator, more));
      if (fault != null) {
        Word word = policy.mode().weight();
        String message =
            policy.message() + (item.words().isEmpty() ? "" : ": " + item.words()) + fault;
        if (item.threats().isEmpty()) {
          reasons.add(new Reason(policy.id(), word, null, message));
        }
        for (String threat : item.threats()) {
          reasons.add(new Reason(policy.id(), word, threat, message));
        }
      }
    }
  }

  private static Object evaluate(OwnPolicy policy, Evaluator evaluator, Map<String, Object> more) {
    try {
      return evaluator.evaluate(policy.program(), more);
    } catch (Evaluator.Exhausted e) {
      throw BrisachException.usage(
          policy.file() + ":" + policy.place().at(0),
          0,
          "policy '"
              + policy.id()
              + "' needs more "
              + e.what()
              + " than a policy may ("
              + Evaluator.LIMIT / 1_000_000
              + " million steps): nest fewer lists, or use 'each'");
    }
  }

  /** Null where the policy holds; else what is to be read after its message. */
  private static @Nullable String fault(OwnPolicy policy, Object value) {
    return switch (value) {
      case Boolean holds -> holds ? null : "";
      case Unknown unknown ->
          policy.unknownPasses()
              ? null
              : " (unknown: " + String.join(", ", unknown.missing()) + ")";
      case Fault fault ->
          " (cannot be judged: "
              + policy.file()
              + ":"
              + policy.place().at(fault.place())
              + ": "
              + fault.message()
              + ")";
      default -> throw new IllegalStateException("No result: " + value);
    };
  }

  /**
   * One test that was run.
   *
   * @param actual what the policy said; {@code error: …} where it could not be judged
   */
  public record Tried(OwnPolicy policy, Trial trial, String actual) {
    /** True where it said what was expected. */
    public boolean passed() {
      return actual.equals(trial.expected().word());
    }
  }

  /** Runs the tests of all policies, in order. */
  public List<Tried> test() {
    List<Tried> tried = new ArrayList<>();
    for (OwnPolicy policy : policies) {
      for (Trial trial : policy.tests()) {
        Evaluator evaluator = new Evaluator(trial.given(), Evaluator.LIMIT);
        String actual =
            switch (evaluate(policy, evaluator, Map.of())) {
              case Boolean holds -> (holds ? Expected.PASS : Expected.FAIL).word();
              case Fault fault ->
                  "error: " + policy.place().at(fault.place()) + ": " + fault.message();
              default -> Expected.UNKNOWN.word();
            };
        tried.add(new Tried(policy, trial, actual));
      }
    }
    return tried;
  }
}
