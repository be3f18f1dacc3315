package dev.brisach.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * As much of a shell's grammar as our docs use: words, quotes, comments, and what ends a command.
 */
final class Shell {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");

  private Shell() {}

  /** The commands of a line that call Brisach, without its name. */
  static List<List<String>> commands(String line) {
    List<List<String>> found = new ArrayList<>();
    for (List<String> words : split(line)) {
      boolean prompt = !words.isEmpty() && words.getFirst().equals("$");
      List<String> command = prompt ? words.subList(1, words.size()) : words;
      if (!command.isEmpty()
          && (command.getFirst().equals("./brisach") || command.getFirst().equals("brisach"))) {
        found.add(List.copyOf(command.subList(1, command.size())));
      }
    }
    return found;
  }

  private static List<List<String>> split(String line) {
    List<List<String>> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean open = false;
    boolean redirected = false;
    char quote = 0;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : '\n';
      if (quote != 0 && c != '\n') {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        open = true;
      } else if (" \t\n|;&<>".indexOf(c) < 0 && !(c == '#' && !open)) {
        word.append(c);
        open = true;
      } else {
        boolean descriptor = (c == '<' || c == '>') && DIGITS.matcher(word).matches();
        if (open && !redirected && !descriptor) {
          words.add(word.toString());
        }
        redirected = open ? false : redirected;
        word.setLength(0);
        open = false;
        if (c == '<' || c == '>') {
          redirected = true;
        } else if (c == '|' || c == ';' || c == '&' || c == '#' || c == '\n') {
          commands.add(words);
          words = new ArrayList<>();
          redirected = false;
        }
        if (c == '#') {
          break;
        }
      }
    }
    return commands;
  }
}
