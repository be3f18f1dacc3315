package dev.brisach.test.matrix;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Fingerprint;
import dev.brisach.core.Model;
import dev.brisach.core.Story;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tests of a project as files: {@code matrix.yaml}, and one file per story. Writing them again
 * gives the same bytes where nothing changed, and keeps what people changed.
 */
public final class TestFiles {
  /** The file of the matrix. */
  public static final String MATRIX = "matrix.yaml";

  private static final String END = ".yaml";
  private static final long MOST_BYTES = 8 << 20;

  private TestFiles() {}

  /** What the files say. */
  public record Read(@Nullable AccessMatrix matrix, List<TestCase> cases) {
    public Read {
      cases = List.copyOf(cases);
    }

    /** The tests of a check at an operation that are not left out. */
    public List<TestCase> of(String check, String operation) {
      return cases.stream()
          .filter(one -> one.check().equals(check) && one.operation().equals(operation))
          .filter(TestCase::active)
          .toList();
    }

    /** Why a team left out a check at an operation; null where it did not. */
    public @Nullable String skipped(String check, String operation) {
      return cases.stream()
          .filter(one -> one.check().equals(check) && one.operation().equals(operation))
          .map(one -> one.edits().skip())
          .filter(java.util.Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * Writes the files of a plan.
   *
   * @return the files that changed, sorted
   */
  public static List<Path> write(Path folder, TestPlan plan, Model model) {
    SortedMap<String, List<TestCase>> stories =
        plan.cases().stream()
            .collect(Collectors.groupingBy(TestCase::story, TreeMap::new, Collectors.toList()));
    SortedMap<Path, String> texts = new TreeMap<>();
    Path matrix = folder.resolve(MATRIX);
    texts.put(matrix, MatrixText.write(existing(matrix), plan.matrix()));
    stories.forEach((story, cases) -> {
      Path file = folder.resolve(fileOf(story));
      texts.put(file, CaseText.write(existing(file), story, title(model, story), cases));
    });
    for (Path old : storyFiles(folder)) {
      String text = existing(old);
      // a story that asks for nothing any more: all marked
      if (!texts.containsKey(old) && text != null && CaseText.holdsTests(parsed(old, text))) {
        texts.put(old, CaseText.write(text, "", "", List.of()));
      }
    }
    return save(folder, texts);
  }

  private static List<Path> save(Path folder, SortedMap<Path, String> texts) {
    List<Path> changed = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      for (Map.Entry<Path, String> one : texts.entrySet()) {
        if (!one.getValue().equals(existing(one.getKey()))) {
          Files.writeString(one.getKey(), one.getValue());
          changed.add(one.getKey());
        }
      }
    } catch (IOException e) {
      throw new BrisachException(ErrorCode.ENVIRONMENT, "cannot write tests: " + e.getMessage(), e);
    }
    return changed;
  }

  /** Reads what is there; a fault names file and line. */
  public static Read read(Path folder) {
    Path matrix = folder.resolve(MATRIX);
    String text = existing(matrix);
    List<TestCase> cases = new ArrayList<>();
    for (Path file : storyFiles(folder)) {
      String story = existing(file);
      if (story != null) {
        cases.addAll(CaseText.read(file.toString(), parsed(file, story)));
      }
    }
    return new Read(
        text == null ? null : MatrixText.read(matrix.toString(), parsed(matrix, text)), cases);
  }

  private static List<Path> storyFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(one -> one.toString().endsWith(END) && !one.endsWith(MATRIX))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BrisachException(ErrorCode.ENVIRONMENT, "cannot read tests: " + e.getMessage(), e);
    }
  }

  /** The text of a file, which must be YAML; null where there is none. */
  private static @Nullable String existing(Path file) {
    try {
      if (!Files.exists(file)) {
        return null;
      }
      if (Files.size(file) > MOST_BYTES) {
        throw BrisachException.usage(file.toString(), 0, "larger than 8 MiB");
      }
      String text = Files.readString(file);
      parsed(file, text);
      return text;
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Yaml.Mapping parsed(Path file, String text) {
    try {
      return YamlReader.readStrict(text) instanceof Yaml.Mapping top
          ? top
          : new Yaml.Mapping(1, 1, Map.of());
    } catch (YamlFault e) {
      throw BrisachException.usage(file.toString(), e.line(), String.valueOf(e.getMessage()));
    }
  }

  private static String title(Model model, String story) {
    return model.stories().stream()
        .filter(one -> one.id().equals(story))
        .map(Story::title)
        .findFirst()
        .orElse("tests that no story asks for");
  }

  /** A story's file; ids that are no file name of their own get a digest, so they stay apart. */
  private static String fileOf(String story) {
    String slug = TestPlan.slug(story);
    return slug.equals(story) && !slug.equals("matrix")
        ? slug + END
        : slug + "-" + Fingerprint.of(story).substring(3, 9) + END;
  }
}
