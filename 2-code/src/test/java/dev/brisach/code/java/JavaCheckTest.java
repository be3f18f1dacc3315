package dev.brisach.code.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Step;
import dev.brisach.kit.tree.SourceFile;
import org.junit.jupiter.api.Test;

/** What holds for every check: places, paths, test sources, broken files, stable identity. */
class JavaCheckTest {
  private static final String SERVLET =
      """
      import jakarta.servlet.http.*;
      class Example extends HttpServlet {
        java.sql.Statement statement;
        @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
          String name = request.getParameter("name");
          BODY
        }
        private String quoted(String text) { return "'" + text + "'"; }
      }
      """;

  private static Examined servlet(String body) {
    return Examined.all(SERVLET.replace("BODY", body));
  }

  private static int line(Finding finding) {
    return finding.location() == null ? 0 : finding.location().line();
  }

  @Test
  void tellsTheWayFromSourceToSink() {
    Examined seen =
        servlet(
            "String q = quoted(name); statement.executeQuery(\"SELECT 1 FROM t WHERE n = \" + q);");

    Finding finding = seen.findings.getFirst();
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.path()).extracting(Step::role).startsWith("source").endsWith("sink");
    assertThat(finding.path().getFirst().text()).isEqualTo("request.getParameter(\"name\")");
    assertThat(line(finding)).isEqualTo(6);
  }

  @Test
  void rewritesTheStatementWithTheDevelopersOwnNames() {
    Examined seen =
        servlet(
            "statement.executeQuery(\"SELECT * FROM t WHERE n = '\" + name + \"' AND a = 1\");");

    assertThat(seen.findings.getFirst().fix())
        .contains("connection.prepareStatement(\"SELECT * FROM t WHERE n = ? AND a = 1\");")
        .contains("statement.setString(1, name);");
  }

  @Test
  void saysThatCallersElsewhereAreNotFollowed() {
    Examined seen =
        Examined.all(
            "class A { java.sql.Statement s; public void m(String name) throws Exception {"
                + " s.execute(\"DELETE FROM t WHERE n = '\" + name + \"'\"); } }");

    assertThat(seen.findings).hasSize(1);
    assertThat(seen.findings.getFirst().confidence()).isEqualTo(Confidence.HEURISTIC);
    assertThat(seen.findings.getFirst().message()).contains("callers in other files");
  }

  @Test
  void followsOnlyBranchesThatCanBeTaken() {
    String sink = " statement.executeQuery(\"SELECT * FROM t WHERE n = '\" + bar + \"'\");";

    assertThat(
            servlet(
                    "int n = 86; String bar; if (7 * 42 - n > 200) bar = \"x\"; else bar = name;"
                        + sink)
                .findings)
        .isEmpty();
    assertThat(
            servlet(
                    "int n = 106; String bar; if (7 * 42 - n > 200) bar = \"x\"; else bar = name;"
                        + sink)
                .findings)
        .hasSize(1);
    assertThat(
            servlet(
                    "String bar = switch (\"ABC\".charAt(1)) { case 'B' -> \"b\"; default -> name; };"
                        + sink)
                .findings)
        .isEmpty();
  }

  @Test
  void keepsElementsOfContainersApart() {
    String sink = " statement.executeQuery(\"SELECT * FROM t WHERE n = '\" + bar + \"'\");";
    String map =
        "var m = new java.util.HashMap<String, String>(); m.put(\"a\", \"x\"); m.put(\"b\", name);";
    String list =
        "var l = new java.util.ArrayList<String>(); l.add(\"x\"); l.add(name); l.add(\"y\"); l.remove(0);";

    assertThat(servlet(map + " String bar = m.get(\"a\");" + sink).findings).isEmpty();
    assertThat(servlet(map + " String bar = m.get(\"b\");" + sink).findings).hasSize(1);
    assertThat(servlet(list + " String bar = l.get(1);" + sink).findings).isEmpty();
    assertThat(servlet(list + " String bar = l.get(0);" + sink).findings).hasSize(1);
  }

  @Test
  void doesNotTakeAGuardOfOneBranchForBoth() {
    String guard = "if (java.util.Set.of(\"a\").contains(name)) { response.setStatus(200); }";

    assertThat(
            servlet(guard + " statement.execute(\"SELECT * FROM t WHERE n = '\" + name + \"'\");")
                .findings)
        .hasSize(1);
  }

  @Test
  void keepsTheValueThatLeavesALoopByBreak() {
    String loop =
        "String bar = \"\"; for (int i = 0; i < 9; i++) { if (i == 3) { bar = name; break; } }";

    assertThat(
            servlet(loop + " statement.execute(\"SELECT * FROM t WHERE n = '\" + bar + \"'\");")
                .findings)
        .hasSize(1);
  }

  @Test
  void reportsNothingInTestSources() {
    String code =
        "class A { Object o() throws Exception { return javax.crypto.Cipher.getInstance(\"DES\"); } }";

    assertThat(Examined.by(new WeakCipher(), "src/main/java/A.java", code).findings).hasSize(1);
    assertThat(Examined.by(new WeakCipher(), "src/main/java/com/x/test/A.java", code).findings)
        .hasSize(1);
    assertThat(Examined.by(new WeakCipher(), "src/test/java/A.java", code).findings).isEmpty();
    assertThat(Examined.by(new WeakCipher(), "a/tests/A.java", code).findings).isEmpty();
    assertThat(Examined.by(new WeakCipher(), "lib/ATest.java", code).findings).isEmpty();
  }

  @Test
  void namesABrokenFileAsUnexaminedForTheChecksThatItHasWordsFor() {
    Examined broken = Examined.all("class A {\n void m( {\n Cipher c; Cookie d;\n}\n");
    Examined without = Examined.all("class A {\n void m( {\n}\n");

    assertThat(broken.findings).isEmpty();
    assertThat(broken.unexamined)
        .hasSize(2)
        .allMatch(reason -> reason.startsWith("line 2: not valid Java"));
    assertThat(without.unexamined).isEmpty();
  }

  @Test
  void keepsItsIdentityWhenLinesMove() {
    Examined before = servlet("statement.execute(\"SELECT \" + name);");
    Examined after = servlet("\n\n\n statement.execute(\"SELECT \"   + name);");

    assertThat(line(after.findings.getFirst())).isEqualTo(9);
    assertThat(after.findings)
        .extracting(Finding::fingerprint)
        .containsExactlyElementsOf(before.findings.stream().map(Finding::fingerprint).toList());
  }

  @Test
  void survivesLongChainsAndManyBranches() {
    String chain = "\"SELECT \" + " + "name + ".repeat(3000) + "name";
    StringBuilder branches = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      branches
          .append("if (name.length() > ")
          .append(i)
          .append(") { name = name + ")
          .append(i)
          .append("; }\n");
    }

    Examined seen = servlet(branches + "statement.execute(" + chain + ");");

    assertThat(seen.findings.size() + seen.unexamined.size()).isPositive();
  }

  @Test
  void saysTheSameTwice() {
    String code =
        SERVLET.replace(
            "BODY", "statement.execute(\"SELECT * FROM t WHERE n = '\" + name + \"'\");");
    SourceFile file = SourceFile.of("src/main/java/Example.java", code);

    assertThat(new Examined().examine(JavaChecks.all(), file).findings)
        .isEqualTo(new Examined().examine(JavaChecks.all(), file).findings);
  }
}
