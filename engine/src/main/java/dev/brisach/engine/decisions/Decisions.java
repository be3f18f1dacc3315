package dev.brisach.engine.decisions;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Decision;
import dev.brisach.core.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * All decisions and questions of a project.
 *
 * @param files the decisions as they are written, by name
 * @param all the same with their approvals, by name
 * @param questions by name
 * @param faults files that cannot be read, one line each with place and what would be right
 * @param warnings what a person should know, one line each
 */
public record Decisions(
    SortedMap<String, DecisionFile> files,
    List<Decision> all,
    List<Question> questions,
    List<String> faults,
    List<String> warnings) {
  private static final String SIGNATURE = ".sig";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+@=-]{0,199}");
  private static final int MOST_FILES = 10_000;

  public Decisions {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    all = List.copyOf(all);
    questions = List.copyOf(questions);
    faults = List.copyOf(faults);
    warnings = List.copyOf(warnings);
  }

  /** Those of a project without any. */
  public static Decisions none() {
    return new Decisions(new TreeMap<>(), List.of(), List.of(), List.of(), List.of());
  }

  /**
   * Reads all decisions and questions with their approvals.
   *
   * @param now the moment at which keys must be valid
   */
  public static Decisions read(OwnFiles files, Instant now) {
    Reading reading = new Reading(files, now);
    reading.decisions();
    reading.questions();
    return new Decisions(
        reading.files, reading.all, reading.questions, reading.faults, reading.warnings);
  }

  /** This, where every file could be read; else a usage error that names each fault. */
  public Decisions sound() {
    if (!faults.isEmpty()) {
      throw new BrisachException(ErrorCode.USAGE, String.join("\nbrisach: ", faults));
    }
    return this;
  }

  /** The questions about any of some names: a finding's id and fingerprint, or a threat's id. */
  public static List<Question> about(List<Question> questions, String... names) {
    List<String> wanted = List.of(names);
    return questions.stream().filter(question -> wanted.contains(question.target())).toList();
  }

  /** Whether a file may be called so: no path, no surprise in a shell. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The file name of an approval. */
  public static String approval(String decision, String approver) {
    return DecisionFile.path(decision) + "." + approver + SIGNATURE;
  }

  /** Whether a file in the folder of decisions is an approval of this one. */
  public static boolean isApproval(String fileName, String decision) {
    return fileName.startsWith(decision + DecisionFile.ENDING + ".")
        && fileName.endsWith(SIGNATURE);
  }

  private static final class Reading {
    private final OwnFiles source;
    private final Instant now;
    private final SortedMap<String, DecisionFile> files = new TreeMap<>();
    private final List<Decision> all = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Reading(OwnFiles source, Instant now) {
      this.source = source;
      this.now = now;
    }

    void decisions() {
      List<String> names = listed(DecisionFile.FOLDER);
      Approvals approvals;
      try {
        approvals = Approvals.read(source, now);
      } catch (BrisachException e) {
        faults.add(e.getMessage());
        return;
      }
      TreeSet<String> signatures = new TreeSet<>();
      for (String name : names) {
        if (name.endsWith(SIGNATURE)) {
          signatures.add(name);
        }
      }
      for (String name : names) {
        if (isOne(name, DecisionFile.FOLDER)) {
          String own = name.substring(0, name.length() - DecisionFile.ENDING.length());
          decision(own, approvals, signatures);
        }
      }
      for (String left : signatures) {
        warnings.add(DecisionFile.FOLDER + "/" + left + ": approves no decision that is there");
      }
    }

    private List<String> listed(String folder) {
      List<String> names = source.list(folder);
      if (names.size() > MOST_FILES) {
        faults.add(folder + ": has more than " + MOST_FILES + " files");
        return List.of();
      }
      return names;
    }

    private boolean isOne(String name, String folder) {
      if (name.endsWith(".yml")) {
        faults.add(folder + "/" + name + ": is read when its name ends with .yaml");
      }
      if (!name.endsWith(DecisionFile.ENDING)) {
        return false;
      }
      if (!isName(name)) {
        faults.add(folder + "/" + name + ": a name has letters, digits and . _ + @ = - only");
        return false;
      }
      return true;
    }

    private void decision(String name, Approvals approvals, Set<String> signatures) {
      String path = DecisionFile.path(name);
      SortedMap<String, byte[]> beside = new TreeMap<>();
      String beginning = name + DecisionFile.ENDING + ".";
      for (String file : List.copyOf(signatures)) {
        if (isApproval(file, name)) {
          signatures.remove(file);
          byte[] armour = source.read(DecisionFile.FOLDER + "/" + file);
          if (armour != null && file.length() > beginning.length() + SIGNATURE.length()) {
            String approver =
                file.substring(beginning.length(), file.length() - SIGNATURE.length());
            beside.put(approver, armour);
          }
        }
      }
      try {
        byte[] bytes = source.read(path);
        String text = source.text(path);
        if (bytes != null && text != null) {
          DecisionFile decision = DecisionReader.read(name, text);
          Approvals.Counted counted = approvals.count(decision, bytes, beside);
          files.put(name, decision);
          all.add(decision.toCore(counted.approvers(), counted.refused()));
        }
      } catch (BrisachException e) {
        faults.add(e.getMessage());
      }
    }

    void questions() {
      for (String name : listed(Question.FOLDER)) {
        if (isOne(name, Question.FOLDER)) {
          String own = name.substring(0, name.length() - DecisionFile.ENDING.length());
          try {
            String text = source.text(Question.path(own));
            if (text != null) {
              questions.add(QuestionText.read(own, text));
            }
          } catch (BrisachException e) {
            faults.add(e.getMessage());
          }
        }
      }
    }
  }
}
