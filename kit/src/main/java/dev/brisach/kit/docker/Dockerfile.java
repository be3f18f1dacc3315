package dev.brisach.kit.docker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed Dockerfile, after the Dockerfile reference of BuildKit.
 *
 * @param before the instructions before the first {@code FROM}: only {@code ARG} may stand there
 * @param stages the build stages in order; the last one is what is shipped
 */
public record Dockerfile(List<Instruction> before, List<Stage> stages) {
  public Dockerfile {
    before = List.copyOf(before);
    stages = List.copyOf(stages);
  }

  /**
   * One instruction.
   *
   * @param line 1-based line of its keyword
   * @param keyword in upper case
   * @param flags the leading {@code --name=value}; a flag without value has an empty one
   * @param text what follows the flags, continued lines joined by one space
   * @param words the text as words, quotes removed; the items of the JSON form
   * @param exec true for the JSON form
   * @param heredocs the here-documents that follow
   */
  public record Instruction(
      int line,
      String keyword,
      Map<String, String> flags,
      String text,
      List<String> words,
      boolean exec,
      List<Heredoc> heredocs) {
    public Instruction {
      flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
      words = List.copyOf(words);
      heredocs = List.copyOf(heredocs);
    }

    /** Text and here-documents: all that a shell may be given. */
    public String script() {
      StringBuilder all = new StringBuilder(exec ? String.join(" ", words) : text);
      heredocs.forEach(doc -> all.append('\n').append(doc.content()));
      return all.toString();
    }
  }

  /** A here-document of an instruction; {@code line} is that of its first content line. */
  public record Heredoc(String name, int line, String content) {}

  /**
   * A build stage.
   *
   * @param name the word after {@code AS}, lower case, or empty
   * @param image what it starts from, with the defaults of arguments filled in
   * @param unresolved the first argument of the image that has no default, or null
   * @param parent index of the stage it starts from, or -1 where it is an image
   */
  public record Stage(
      int index,
      int line,
      String name,
      String image,
      @Nullable String unresolved,
      int parent,
      List<Instruction> instructions) {
    public Stage {
      instructions = List.copyOf(instructions);
    }
  }

  /** The stage that is shipped. */
  public Stage last() {
    return stages.getLast();
  }
}
