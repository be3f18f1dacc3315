package dev.brisach.test.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Check;
import dev.brisach.core.Model;
import dev.brisach.core.Stage;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.test.TestChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeamTest {
  private static final Model MODEL = Town.model(Town.threat("objects", "post", 639));

  @TempDir Path folder;

  private Team generated(String file, String from, String to) throws IOException {
    TestFiles.write(folder, Town.plan(Town.API, MODEL), MODEL);
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
    return new Team(TestFiles.read(folder));
  }

  private static ApiModel.Operation operation(ApiModel api, String call) {
    return api.operations().stream().filter(one -> one.call().equals(call)).findFirst().get();
  }

  @Test
  void filesThatNobodyTouchedLeaveTheApiFileAsItIs() {
    TestFiles.write(folder, Town.plan(Town.API, MODEL), MODEL);
    ApiModel later = Town.api(Town.API.replace("security: [], responses", "responses"));

    Team team = new Team(TestFiles.read(folder));

    assertThat(team.applied(later, Town.USERS)).isEqualTo(later);
    assertThat(operation(later, "GET /news").login()).isEqualTo(ApiModel.Login.NEEDED);
  }

  @Test
  void loginsAndRolesAreThoseThatTheTeamStates() throws IOException {
    Team team =
        generated(
            TestFiles.MATRIX,
            "    stranger: deny\n    citizen: deny\n    mayor: allow\n",
            "    stranger: allow\n    citizen: allow\n    mayor: deny\n");

    ApiModel.Operation taxes =
        operation(team.applied(Town.api(Town.API), Town.USERS), "GET /taxes");

    assertThat(taxes.login()).isEqualTo(ApiModel.Login.OPEN);
    assertThat(taxes.roles()).containsExactly("citizen");
  }

  @Test
  void anOperationThatAllAreDeniedIsForNobody() throws IOException {
    Team team =
        generated(
            TestFiles.MATRIX,
            "    stranger: deny\n    citizen: deny\n    mayor: allow\n",
            "    stranger: deny\n    citizen: deny\n    mayor: deny\n");

    assertThat(operation(team.applied(Town.api(Town.API), Town.USERS), "GET /taxes").roles())
        .containsExactly(Team.NOBODY);
  }

  @Test
  void aCheckThatIsSkippedAsAWholeSendsNothing() throws IOException {
    Files.writeString(
        folder.resolve("mine.yaml"),
        """
        story: mine
        tests:
          guess:
            check: test.login-attempts
            operation: service
            skip: it locks the account of a partner
        """);

    Check<?> check =
        TestChecks.all(new Team(TestFiles.read(folder))).stream()
            .filter(one -> one.info().id().equals("test.login-attempts"))
            .findFirst()
            .get();

    assertThat(check.toString()).contains("mine.yaml:3: it locks the account of a partner");
  }

  @Test
  void everyTestThatIsGeneratedIsOneOfACheckThatIsThere() {
    List<String> ids = TestChecks.all().stream().map(check -> check.info().id()).toList();

    assertThat(Template.ALL).extracting(Template::check).isSubsetOf(ids);
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(TestChecks.all()).allMatch(one -> one.info().stages().contains(Stage.TEST));
  }

  @Test
  void whatNoCheckWouldHeedIsNamedWithItsLineAndWhatWouldBeRight() {
    assertRefused("check: test.foreign-objets", "did you mean 'test.foreign-objects'");
    assertRefused("operation: /letters/{id}", "write an operation as the API file has it");
    assertRefused("skip: ", "why it is not carried out");
    assertRefused("skip: [a]", "why it is not carried out");
    assertRefused("body: {a: 1}", "in quotes");
    assertRefused("seeds: [7]", "{user: [ids");
    assertRefused("check: test.login-attempts", "write 'operation: service'");
    assertRefused("check: test.anonymous-access\n    seeds: {kim: [7]}", "takes no 'seeds'");
    assertRefused("operation: service\n    expect: deny", "takes 'skip' only");
    assertRefused("expect: no", "write allow, deny or unstated");
  }

  private void assertRefused(String edit, String words) {
    String text =
        "story: s\ntests:\n  one:\n"
            + (edit.startsWith("check") ? "" : "    check: test.foreign-objects\n")
            + (edit.startsWith("operation") ? "" : "    operation: GET /letters/{id}\n")
            + "    "
            + edit
            + "\n";
    assertThatThrownBy(() -> checks(text))
        .as(edit)
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("s.yaml:")
        .hasMessageContaining(words);
  }

  private List<Check<?>> checks(String text) throws IOException {
    Files.writeString(folder.resolve("s.yaml"), text);
    return TestChecks.all(new Team(TestFiles.read(folder)));
  }

  @Test
  void twoFilesMustNotSayTheOppositeOfOneTest() throws IOException {
    String text =
        """
        story: a
        tests:
          one: {check: test.foreign-objects, operation: "GET /letters/{id}", expect: allow}
        """;
    Files.writeString(folder.resolve("a.yaml"), text);

    assertThatCode(() -> checks(text.replace("story: a", "story: s"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> checks(text.replace("allow", "deny")))
        .hasMessageContaining("says")
        .hasMessageContaining("expect: ");
  }
}
