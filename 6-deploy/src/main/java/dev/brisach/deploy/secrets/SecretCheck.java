package dev.brisach.deploy.secrets;

import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.rules.Exemplified;
import dev.brisach.kit.tree.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks for credentials in one format of configuration. */
public final class SecretCheck implements Check<SourceFile>, Exemplified {
  /** Lists the settings of a file that may hold credentials. */
  @FunctionalInterface
  interface Spots {
    /** The settings, with gaps told to the recorder. */
    List<Spot> in(SourceFile file, Recorder recorder);
  }

  /** What differs between formats: the words, and where a credential should be instead. */
  record Format(String name, String type, String title, String fix, String replacement) {}

  private record Judged(Spot spot, SecretValue value) {}

  private final CheckInfo info;
  private final Format format;
  private final Spots spots;
  private final List<Example> examples;

  SecretCheck(Format format, List<Weakness> weaknesses, Spots spots, List<Example> examples) {
    this.info =
        CheckInfo.reading(
            "deploy.secrets." + format.name(),
            1,
            format.title(),
            Stage.DEPLOY,
            SubjectKind.file(format.type()),
            weaknesses);
    this.format = format;
    this.spots = spots;
    this.examples = List.copyOf(examples);
  }

  @Override
  public CheckInfo info() {
    return info;
  }

  @Override
  public Class<SourceFile> subjectType() {
    return SourceFile.class;
  }

  @Override
  public List<Example> examples() {
    return examples;
  }

  @Override
  public void examine(SourceFile file, Context context, Recorder recorder) {
    Map<String, List<Judged>> groups = new LinkedHashMap<>();
    for (Spot spot : spots.in(file, recorder)) {
      context.checkCancelled();
      SecretValue value = spot.judged();
      if (value == null || (spot.disposable() && value.grade() != SecretValue.Grade.STRONG)) {
        continue;
      }
      boolean weak = value.grade() == SecretValue.Grade.WEAK;
      String group = spot.together() ? "all" : weak ? "weak" : "key " + spot.key();
      groups
          .computeIfAbsent(spot.resource() + "\u0000" + group, _ -> new ArrayList<>())
          .add(new Judged(spot, value));
    }
    groups.forEach((group, judged) -> recorder.finding(finding(file, group, judged)));
  }

  private Finding finding(SourceFile file, String group, List<Judged> judged) {
    SecretValue.Grade grade = SecretValue.Grade.WEAK;
    List<String> keys = new ArrayList<>();
    for (Judged each : judged) {
      if (each.value().grade().compareTo(grade) > 0) {
        grade = each.value().grade();
      }
      if (keys.size() < 6 && !keys.contains(each.spot().key())) {
        keys.add(each.spot().key());
      }
    }
    Judged first = judged.getFirst();
    String message =
        String.join(", ", keys)
            + " in "
            + first.spot().resource()
            + (judged.size() == 1 ? " holds " : " hold ")
            + words(grade)
            + " (begins "
            + first.value().preview()
            + ").";
    return Finding.of(info.id(), severity(grade), confidence(grade))
        .weaknesses(info.weaknesses())
        .at(file.path(), first.spot().line())
        .says(format.title(), message)
        .fix(format.fix())
        .lesson(
            new Lesson(
                message + " Whoever can read this repository or its history can use it.",
                "",
                format.replacement(),
                "Who has to be told, and what has to be renewed, when this file leaks?",
                List.of("https://cwe.mitre.org/data/definitions/798.html")))
        .detail("preview", first.value().preview())
        .identity(group)
        .build();
  }

  private static String words(SecretValue.Grade grade) {
    return switch (grade) {
      case WEAK -> "a password that everyone tries first, which must not leave development";
      case PLAIN -> "a credential as plain text";
      case STRONG -> "a credential that looks made for real use, as plain text";
    };
  }

  private static Severity severity(SecretValue.Grade grade) {
    return switch (grade) {
      case WEAK -> Severity.LOW;
      case PLAIN -> Severity.MEDIUM;
      case STRONG -> Severity.HIGH;
    };
  }

  private static Confidence confidence(SecretValue.Grade grade) {
    return grade == SecretValue.Grade.STRONG ? Confidence.LIKELY : Confidence.HEURISTIC;
  }
}
