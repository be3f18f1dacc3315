package dev.brisach.kit.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class JavaFrontTest {
  private static JavaUnit parse(String code) {
    return SourceFile.of("src/main/java/A.java", code).parse(JavaFront.JAVA);
  }

  @Test
  void tellsThePlaceAndTextOfEveryNode() {
    JavaUnit unit = parse("package a;\n\nclass A {\n  int  answer =\n    6 * 7;\n}\n");

    ClassTree type = (ClassTree) unit.tree().getTypeDecls().getFirst();
    Tree field = type.getMembers().getFirst();

    assertThat(unit.location(type).toString()).isEqualTo("src/main/java/A.java:3");
    assertThat(unit.location(field).line()).isEqualTo(4);
    assertThat(unit.location(field).column()).isEqualTo(3);
    assertThat(unit.code(field)).isEqualTo("int  answer =\n    6 * 7;");
    assertThat(unit.code(field, 80)).isEqualTo("int answer = 6 * 7;");
    assertThat(unit.code(field, 8)).isEqualTo("int ans…");
  }

  @Test
  void tellsPlacesOfASecondFileToo() {
    parse("class First {}");

    JavaUnit unit = parse("\n\nclass Second { void m() {} }");
    ClassTree type = (ClassTree) unit.tree().getTypeDecls().getFirst();

    assertThat(unit.code(type.getMembers().getFirst())).isEqualTo("void m() {}");
    assertThat(unit.line(type)).isEqualTo(3);
  }

  @Test
  void namesTheLineOfASyntaxError() {
    assertThatThrownBy(() -> parse("class A {\n  void m() {\n    int = 3;\n  }\n}\n"))
        .isInstanceOf(Unreadable.class)
        .hasMessageStartingWith("line 3: not valid Java: ");
  }

  @Test
  void readsTheNewestLanguageWithPreview() {
    assertThat(parse("import module java.base;\nvoid main() { IO.println(1); }").tree())
        .isNotNull();
    assertThat(
            parse(
                    "class A { int f(Object o) { return switch (o) { case int i -> i; case Object _ -> 0; }; } }")
                .tree())
        .isNotNull();
  }

  @Test
  void givesUpOnDeepNestingInOneLine() {
    String deep = "class A { int x = " + "(".repeat(60_000) + "1" + ")".repeat(60_000) + "; }";

    assertThatThrownBy(() -> parse(deep)).isInstanceOf(Unreadable.class);
  }

  @Test
  void takesAnyTextWithoutBreaking() {
    for (String text : List.of("", "\u0000\u0001", "class", "\"", "/*", "'", "@", "\\u", "}{")) {
      try {
        assertThat(parse(text).tree()).isNotNull();
      } catch (Unreadable e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void parsesInManyThreads() throws Exception {
    try (var pool = Executors.newFixedThreadPool(4)) {
      List<Callable<String>> work =
          java.util.stream.IntStream.range(0, 100)
              .<Callable<String>>mapToObj(i ->
                  () -> {
                    JavaUnit unit = parse("class C" + i + " { int f; }");
                    return unit.code(unit.tree().getTypeDecls().getFirst());
                  })
              .toList();
      List<Future<String>> done = pool.invokeAll(work);

      for (int i = 0; i < done.size(); i++) {
        assertThat(done.get(i).get()).isEqualTo("class C" + i + " { int f; }");
      }
    }
  }
}
