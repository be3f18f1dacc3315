package dev.brisach.test.matrix;

import dev.brisach.core.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file of generated blocks below one key, written again without losing what people changed.
 *
 * <p>The line of a block's key ends with {@code # made} and a digest of what was generated. A block
 * that still has this digest is replaced; one that a person touched, comments included, stays
 * letter by letter. A block that is generated no more gets the line {@code gone: …}.
 */
final class Blocks {
  private static final Pattern KEY =
      Pattern.compile(" {2}([^\\s#].{0,500}?):(?: {1,4}# made ([0-9a-f]{8}))?\\s{0,20}");
  private static final String GONE = "    gone: ";

  private final String key;
  private final String gone;

  /**
   * Blocks of a kind of file.
   *
   * @param key the key that they stand below
   * @param gone why a block is generated no more
   */
  Blocks(String key, String gone) {
    this.key = key;
    this.gone = GONE + gone;
  }

  private record Block(List<String> lead, String name, String made, List<String> lines) {
    boolean untouched() {
      return digest(lines).equals(made);
    }

    Block with(List<String> others, String digest) {
      return new Block(lead, name, digest, others);
    }
  }

  private record Parts(List<String> head, SequencedMap<String, Block> blocks, List<String> tail) {}

  /**
   * The file's new text.
   *
   * @param existing its text until now, or null
   * @param head what a new file begins with, before the key
   * @param made lines of each block, four spaces deep, by its key as YAML writes it
   */
  String merge(@Nullable String existing, String head, SequencedMap<String, List<String>> made) {
    Parts parts = existing == null ? fresh(head) : split(existing);
    SequencedMap<String, Block> merged = new LinkedHashMap<>();
    List<String> waiting = new ArrayList<>();
    for (String name : made.keySet()) {
      if (parts.blocks().containsKey(name)) {
        break;
      }
      waiting.add(name); // new ones before the first known one
    }
    waiting.forEach(name -> merged.put(name, block(List.of(), name, made)));
    Map<String, List<String>> followers = followers(made, parts.blocks());
    for (Block old : parts.blocks().values()) {
      merged.put(old.name(), renewed(old, made));
      for (String next : followers.getOrDefault(old.name(), List.of())) {
        merged.put(next, block(List.of(), next, made));
      }
    }
    return write(parts, merged);
  }

  /** Names of the blocks that are letter by letter what was generated. */
  Set<String> untouched(String text) {
    return split(text).blocks().values().stream()
        .filter(Block::untouched)
        .map(Block::name)
        .collect(Collectors.toSet());
  }

  /** New blocks by the known one that they come after. */
  private static Map<String, List<String>> followers(
      SequencedMap<String, List<String>> made, Map<String, Block> known) {
    Map<String, List<String>> followers = new LinkedHashMap<>();
    String last = null;
    for (String name : made.keySet()) {
      if (known.containsKey(name)) {
        last = name;
      } else if (last != null) {
        followers.computeIfAbsent(last, _ -> new ArrayList<>()).add(name);
      }
    }
    return followers;
  }

  private Block renewed(Block old, SequencedMap<String, List<String>> made) {
    List<String> lines = old.lines().stream().filter(line -> !line.startsWith(GONE)).toList();
    Block bare = old.with(lines, old.made());
    if (!made.containsKey(old.name())) {
      List<String> marked = new ArrayList<>(List.of(gone));
      marked.addAll(lines);
      return bare.with(marked, old.made());
    }
    return bare.untouched() ? block(old.lead(), old.name(), made) : bare;
  }

  private static Block block(
      List<String> lead, String name, SequencedMap<String, List<String>> made) {
    List<String> lines = made.getOrDefault(name, List.of());
    return new Block(lead, name, digest(lines), lines);
  }

  private static String digest(List<String> lines) {
    StringBuilder all = new StringBuilder();
    lines.stream()
        .filter(line -> !line.isBlank())
        .forEach(line -> all.append(line.stripTrailing()).append('\n'));
    return Digests.sha256(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }

  private Parts fresh(String head) {
    List<String> lines = new ArrayList<>(head.lines().toList());
    lines.add(key + ":");
    return new Parts(lines, new LinkedHashMap<>(), List.of());
  }

  private Parts split(String text) {
    List<String> head = new ArrayList<>();
    List<String> tail = new ArrayList<>();
    SequencedMap<String, Block> blocks = new LinkedHashMap<>();
    List<String> lead = new ArrayList<>();
    Block open = null;
    boolean inside = false;
    for (String line : text.lines().toList()) {
      Matcher matcher = KEY.matcher(line);
      boolean top = !line.isBlank() && line.charAt(0) != ' ' && line.charAt(0) != '#';
      if (!inside) {
        head.add(line);
        inside = line.stripTrailing().equals(key + ":");
      } else if (!tail.isEmpty() || top) {
        tail.addAll(lead);
        lead.clear();
        tail.add(line);
      } else if (matcher.matches()) {
        String made = matcher.group(2);
        open = new Block(List.copyOf(lead), matcher.group(1), made == null ? "" : made, List.of());
        lead.clear();
        blocks.put(open.name(), open);
      } else if (line.isBlank() || !line.startsWith("   ")) {
        lead.add(line); // belongs to what comes next
      } else if (open != null) {
        List<String> more = new ArrayList<>(open.lines());
        more.addAll(lead);
        lead.clear();
        more.add(line);
        open = open.with(more, open.made());
        blocks.put(open.name(), open);
      } else {
        lead.add(line);
      }
    }
    if (!inside) {
      head.add(key + ":");
    }
    tail.addAll(lead);
    return new Parts(head, blocks, tail);
  }

  private static String write(Parts parts, SequencedMap<String, Block> merged) {
    StringBuilder out = new StringBuilder();
    parts.head().forEach(line -> out.append(line).append('\n'));
    for (Block block : merged.values()) {
      block.lead().forEach(line -> out.append(line).append('\n'));
      out.append("  ").append(block.name()).append(':');
      if (!block.made().isEmpty()) {
        out.append("  # made ").append(block.made());
      }
      out.append('\n');
      block.lines().forEach(line -> out.append(line).append('\n'));
    }
    parts.tail().forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  /** A text as YAML writes it: plain where it may be, else in double quotes. */
  static String scalar(String text) {
    boolean plain = !text.isEmpty() && Character.isLetterOrDigit(text.charAt(0));
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = (Character.isLetterOrDigit(c) && c < 128) || " /{}._-~+@".indexOf(c) >= 0;
    }
    boolean word = text.equals(text.strip()) && !NOT_TEXT.matcher(text).matches();
    return plain && word ? text : quoted(text);
  }

  /** As {@link #scalar}, within a list or mapping in brackets. */
  static String item(String text) {
    return text.indexOf('{') >= 0 || text.indexOf('}') >= 0 ? quoted(text) : scalar(text);
  }

  private static final Pattern NOT_TEXT =
      Pattern.compile("(?i)null|true|false|yes|no|on|off|[0-9][0-9._+-]{0,50}(e[0-9+-]{0,9})?");

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 127 || c == '\u0085' || c == '\u2028' || c == '\u2029') {
        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
