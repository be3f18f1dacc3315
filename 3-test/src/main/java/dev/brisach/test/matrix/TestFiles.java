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
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
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

  private final Path folder;
  private final SortedMap<Path, Text> present;

  private TestFiles(Path folder, SortedMap<Path, Text> present) {
    this.folder = folder;
    this.present = present;
  }

  /**
   * A test as it stands in a file.
   *
   * @param file name of the file, without its folder
   * @param touched false while it is letter by letter what was generated
   */
  public record Written(TestCase test, String file, int line, boolean touched) {}

  /**
   * What the files say.
   *
   * @param matrix all of its rows, or null where there is no file
   * @param touched operations whose rows are not letter by letter what was generated
   */
  public record Read(@Nullable AccessMatrix matrix, Set<String> touched, List<Written> written) {
    /** No files. */
    public static final Read NOTHING = new Read(null, Set.of(), List.of());

    public Read {
      touched = Collections.unmodifiableSet(new LinkedHashSet<>(touched));
      written = List.copyOf(written);
    }

    /** The tests of all files. */
    public List<TestCase> cases() {
      return written.stream().map(Written::test).toList();
    }

    /** The rows that a person touched: the team's own word. */
    public AccessMatrix reviewed() {
      SequencedMap<String, Map<String, Map<Ownership, Expected>>> rows = new LinkedHashMap<>();
      if (matrix != null) {
        matrix
            .cells()
            .forEach((operation, row) -> {
              if (touched.contains(operation)) {
                rows.put(operation, row);
              }
            });
      }
      return new AccessMatrix(rows);
    }

    /** The tests of a check at an operation that are not left out. */
    public List<TestCase> of(String check, String operation) {
      return cases().stream()
          .filter(one -> one.check().equals(check) && one.operation().equals(operation))
          .filter(TestCase::active)
          .toList();
    }
  }

  /** A file that is there, and its text as YAML. */
  private record Text(String text, Yaml.Mapping top) {}

  /** Writes the files of a plan over what is there; gives those that changed, sorted. */
  public static List<Path> write(Path folder, TestPlan plan, Model model) {
    return open(folder).write(plan, model);
  }

  /** Opens a folder, which need not be there: its files are read and parsed once. */
  public static TestFiles open(Path folder) {
    return new TestFiles(folder, texts(folder));
  }

  /**
   * Writes the files of a plan over what was there when this was opened.
   *
   * @return the files that changed, sorted
   */
  public List<Path> write(TestPlan plan, Model model) {
    SortedMap<String, List<TestCase>> stories =
        plan.cases().stream()
            .collect(Collectors.groupingBy(TestCase::story, TreeMap::new, Collectors.toList()));
    SortedMap<Path, String> texts = new TreeMap<>();
    Path matrix = folder.resolve(MATRIX);
    texts.put(matrix, MatrixText.write(text(present.get(matrix)), plan.matrix()));
    stories.forEach((story, cases) -> {
      Path file = folder.resolve(fileOf(story));
      texts.put(file, CaseText.write(text(present.get(file)), story, title(model, story), cases));
    });
    present.forEach((old, one) -> {
      // a story that asks for nothing any more: all marked
      if (!texts.containsKey(old) && CaseText.holdsTests(one.top())) {
        texts.put(old, CaseText.write(one.text(), "", "", List.of()));
      }
    });
    return save(texts);
  }

  private static @Nullable String text(@Nullable Text one) {
    return one == null ? null : one.text();
  }

  private List<Path> save(SortedMap<Path, String> texts) {
    List<Path> changed = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      for (Map.Entry<Path, String> one : texts.entrySet()) {
        if (!one.getValue().equals(text(present.get(one.getKey())))) {
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
    return open(folder).read();
  }

  /** What the files say; a fault names file and line. */
  public Read read() {
    AccessMatrix matrix = null;
    Set<String> touched = Set.of();
    List<Written> written = new ArrayList<>();
    for (Map.Entry<Path, Text> one : present.entrySet()) {
      String file = one.getKey().toString();
      if (one.getKey().endsWith(MATRIX)) {
        matrix = MatrixText.read(file, one.getValue().top());
        touched = MatrixText.touched(one.getValue().text(), matrix);
      } else {
        written.addAll(CaseText.read(file, one.getValue().text(), one.getValue().top()));
      }
    }
    return new Read(matrix, touched, written);
  }

  /** The files that are there, each read and parsed once. */
  private static SortedMap<Path, Text> texts(Path folder) {
    SortedMap<Path, Text> present = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return present;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(END)).sorted().toList()) {
        present.put(file, present(file));
      }
    } catch (IOException e) {
      throw new BrisachException(ErrorCode.ENVIRONMENT, "cannot read tests: " + e.getMessage(), e);
    }
    return present;
  }

  private static Text present(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw BrisachException.usage(file.toString(), 0, "larger than 8 MiB");
      }
      String text = Files.readString(file);
      return new Text(text, parsed(file, text));
    } catch (CharacterCodingException e) {
      throw BrisachException.usage(file.toString(), 0, "is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Yaml.Mapping parsed(Path file, String text) {
    try {
      Yaml top = YamlReader.readStrict(text);
      if (top instanceof Yaml.Mapping mapping) {
        return mapping;
      }
      throw BrisachException.usage(
          file.toString(), top.line(), "write keys and values, as 'version: 1' or 'story: id'");
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
