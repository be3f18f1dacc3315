package dev.brisach.code.secrets;

import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Context;
import dev.brisach.core.Finding;
import dev.brisach.core.Location;
import dev.brisach.core.Recorder;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.rules.Exemplified;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for credentials in every text file. A finding is known again by its rule, its file, and the
 * line without the value, so that neither moving the line nor changing the value makes it new.
 */
public final class SecretsCheck implements Check<SourceFile>, Exemplified {
  private final SecretScanner scanner;
  private final CheckInfo info;

  /** The check with this scanner's rules. */
  public SecretsCheck(SecretScanner scanner) {
    this.scanner = scanner;
    List<Weakness> weaknesses =
        scanner.rules().stream().flatMap(rule -> rule.weaknesses().stream()).distinct().toList();
    this.info =
        CheckInfo.reading(
            "code.secrets",
            1,
            "Credentials in files",
            Stage.CODE,
            SubjectKind.file(FileTypes.TEXT),
            weaknesses);
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
  public void examine(SourceFile file, Context context, Recorder recorder) {
    context.checkCancelled();
    for (Finding finding : findings(file)) {
      recorder.finding(finding);
    }
  }

  /** What is found in one file, by place. */
  public List<Finding> findings(SourceFile file) {
    Map<String, Integer> seen = new HashMap<>();
    Map<String, Integer> perRule = new HashMap<>();
    return scanner.scan(file.bytes(), file.path()).stream()
        .filter(hit -> perRule.merge(hit.rule().id(), 1, Integer::sum) == 1 || !isSeed(hit))
        .map(hit -> {
          String identity = hit.rule().id() + '\u0000' + hit.masked();
          return finding(hit, file, seen.merge(identity, 1, Integer::sum));
        })
        .toList();
  }

  /** Hashes of many accounts in one file are one thing to mend. */
  private static boolean isSeed(SecretHit hit) {
    return hit.rule().id().equals("code.secrets.password-hash");
  }

  private static Finding finding(SecretHit hit, SourceFile file, int occurrence) {
    SecretRule rule = hit.rule();
    String where = hit.name().isEmpty() ? "" : " at `" + hit.name() + "`";
    return Finding.of(rule.id(), hit.severity(), hit.confidence())
        .weaknesses(rule.weaknesses())
        .at(file.asset(), Location.line(file.path(), hit.line()))
        .says(rule.title(), "Here stands " + rule.what() + where + ": " + hit.preview())
        .fix(rule.fix())
        .lesson(SecretLessons.of(hit, file.path()))
        .detail("preview", hit.preview())
        .detail("hmac", hit.hmac())
        .identity(hit.masked(), Integer.toString(occurrence))
        .build();
  }

  @Override
  public List<Example> examples() {
    return scanner.rules().stream().flatMap(rule -> rule.examples().stream()).toList();
  }
}
