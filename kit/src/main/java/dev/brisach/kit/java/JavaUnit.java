package dev.brisach.kit.java;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import dev.brisach.core.Location;
import dev.brisach.core.Step;
import dev.brisach.kit.tree.SourceFile;

/** A parsed Java file: its tree and the way from a node to its place and text. Immutable. */
public final class JavaUnit {
  private final SourceFile file;
  private final CompilationUnitTree tree;
  private final SourcePositions positions;

  JavaUnit(SourceFile file, CompilationUnitTree tree, SourcePositions positions) {
    this.file = file;
    this.tree = tree;
    this.positions = positions;
  }

  /** The file that was parsed. */
  public SourceFile file() {
    return file;
  }

  /** The root of the tree; without types, symbols or comments. */
  public CompilationUnitTree tree() {
    return tree;
  }

  /** The offset at which a node begins in {@link SourceFile#text()}; -1 where it has no place. */
  public int start(Tree node) {
    return (int) positions.getStartPosition(tree, node);
  }

  /** The offset behind a node; -1 where it has no place. */
  public int end(Tree node) {
    return (int) positions.getEndPosition(tree, node);
  }

  /** The 1-based line on which a node begins; 1 where it has no place. */
  public int line(Tree node) {
    return file.lineAt(Math.max(0, start(node)));
  }

  /** The place at which a node begins. */
  public Location location(Tree node) {
    int start = Math.max(0, start(node));
    String text = file.text();
    int lineStart = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
    int column = start == 0 ? 1 : start - lineStart + 1;
    return new Location(file.path(), file.lineAt(start), Math.max(1, column));
  }

  /** The node as the developer wrote it; empty where it has no place. */
  public String code(Tree node) {
    int start = start(node);
    int end = end(node);
    return start < 0 || end < start ? "" : file.text().substring(start, end);
  }

  /** The node as one line of at most {@code length} characters. */
  public String code(Tree node, int length) {
    String code = code(node);
    StringBuilder line = new StringBuilder(Math.min(code.length(), length + 1));
    boolean space = false;
    for (int i = 0; i < code.length() && line.length() <= length; i++) {
      char c = code.charAt(i);
      if (Character.isWhitespace(c)) {
        space = !line.isEmpty();
      } else {
        if (space) {
          line.append(' ');
          space = false;
        }
        line.append(c);
      }
    }
    return line.length() > length ? line.substring(0, length - 1) + "…" : line.toString();
  }

  /** A step of a finding's path at a node. */
  public Step step(String role, Tree node) {
    return new Step(location(node), role, code(node, 120));
  }
}
