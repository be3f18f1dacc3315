package dev.brisach.test.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.test.access.NotesTest.Flaw;
import dev.brisach.test.matrix.Team;
import dev.brisach.test.matrix.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a team wrote into its files decides; each against the same service without that word. */
class TeamWordTest {
  private static final String READ = "GET /notes/{id}";

  @TempDir Path folder;

  private Team matrix(String operation, String... cells) throws IOException {
    Files.writeString(
        folder.resolve(TestFiles.MATRIX),
        "version: 1\noperations:\n  "
            + operation
            + ":\n    "
            + String.join("\n    ", cells)
            + "\n");
    return new Team(TestFiles.read(folder));
  }

  private Team test(String check, String operation, String... edits) throws IOException {
    Files.writeString(
        folder.resolve("notes.yaml"),
        "story: notes\ntests:\n  mine:\n    check: "
            + check
            + "\n    operation: "
            + operation
            + "\n    "
            + String.join("\n    ", edits)
            + "\n");
    return new Team(TestFiles.read(folder));
  }

  @Test
  void whatIsAllowedForAnotherUsersObjectIsNoAlarm() throws IOException {
    var seen =
        NotesTest.examine(
            new ForeignObjects(matrix(READ, "user: {own: allow, other: allow}")),
            Flaw.READS_OF_OTHERS);

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.covered()).contains(READ);
  }

  @Test
  void aWordAloneHoldsForEverybodysObjects() throws IOException {
    var seen =
        NotesTest.examine(new ForeignObjects(matrix(READ, "user: allow")), Flaw.READS_OF_OTHERS);

    assertThat(seen.findings()).isEmpty();
  }

  @Test
  void aGuessThatStaysAGuessChangesNothing() throws IOException {
    var seen =
        NotesTest.examine(
            new ForeignObjects(matrix(READ, "user: {own: allow?, other: allow?}")),
            Flaw.READS_OF_OTHERS);

    assertThat(NotesTest.endpoints(seen)).containsExactly(READ);
  }

  @Test
  void whatMayBelongToAllIsAnAlarmWhereItIsDenied() throws IOException {
    var without = NotesTest.examine(new ForeignObjects(), Flaw.SHARED);
    var with =
        NotesTest.examine(
            new ForeignObjects(matrix(READ, "user: {own: allow, other: deny}")), Flaw.SHARED);

    assertThat(without.findings()).isEmpty();
    assertThat(without.unexamined().get(READ)).contains("belong to one user or to all");
    assertThat(NotesTest.endpoints(with)).containsExactly(READ);
    assertThat(with.findings().getFirst().message()).contains("security/tests denies it");
  }

  @Test
  void aTestsOwnWordBeatsTheMatrix() throws IOException {
    matrix(READ, "user: {own: allow, other: allow}");
    var seen =
        NotesTest.examine(
            new ForeignObjects(test("test.foreign-objects", READ, "expect: deny")),
            Flaw.READS_OF_OTHERS);

    assertThat(NotesTest.endpoints(seen)).containsExactly(READ);
  }

  @Test
  void aRoleThatIsAllowedIsNoAlarmAndOneThatIsDeniedIs() throws IOException {
    String totals = "GET /totals";
    var allowed =
        NotesTest.examine(new ForeignFunctions(matrix(totals, "user: allow")), Flaw.NO_ROLE);
    var denied =
        NotesTest.examine(
            new ForeignFunctions(matrix("GET /about", "stranger: deny", "user: deny")), Flaw.NONE);
    var held = NotesTest.examine(new ForeignFunctions(matrix(totals, "user: deny")), Flaw.NONE);

    assertThat(allowed.findings()).isEmpty();
    assertThat(NotesTest.endpoints(denied)).containsExactly("GET /about");
    assertThat(denied.findings().getFirst().message()).contains("security/tests/matrix.yaml");
    assertThat(held.findings()).isEmpty();
    assertThat(held.covered()).contains(totals);
  }

  @Test
  void aStrangersWayInIsJudgedByTheTeamsWord() throws IOException {
    var open = NotesTest.examine(new AnonymousAccess(), Flaw.NONE);
    var denied =
        NotesTest.examine(new AnonymousAccess(matrix("GET /about", "stranger: deny")), Flaw.NONE);
    var allowed =
        NotesTest.examine(
            new AnonymousAccess(test("test.anonymous-access", "GET /about", "expect: allow")),
            Flaw.NONE);

    assertThat(open.findings()).isEmpty();
    assertThat(NotesTest.endpoints(denied)).containsExactly("GET /about");
    assertThat(denied.findings().getFirst().message()).contains("security/tests denies it");
    assertThat(allowed.findings()).isEmpty();
  }

  @Test
  void whatIsSkippedIsNotSentAndSaysWhy() throws IOException {
    var seen =
        NotesTest.examine(
            new MassAssignment(
                test("test.mass-assignment", "POST /notes", "skip: each note is printed")),
            Flaw.TAKES_ALL_FIELDS);

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.covered()).doesNotContain("POST /notes");
    assertThat(seen.unexamined().get("POST /notes"))
        .isEqualTo("left out by security/tests/notes.yaml:3: each note is printed");
  }

  @Test
  void objectsThatTheTeamNamesAreAskedFor() throws IOException {
    var without = NotesTest.examine(new ForeignObjects(), Flaw.FIXED);
    var with =
        NotesTest.examine(
            new ForeignObjects(
                test("test.foreign-objects", READ, "seeds: {kim: ['7']}", "expect: deny")),
            Flaw.FIXED);

    assertThat(without.unexamined().get(READ)).contains("no object of kind");
    assertThat(NotesTest.endpoints(with)).containsExactly(READ);
  }

  @Test
  void anOperationThatTheApiFileDoesNotHaveIsNamed() throws IOException {
    var seen =
        NotesTest.examine(
            new ForeignFunctions(matrix("POST /notes/print", "user: deny")), Flaw.NONE);

    assertThat(seen.unexamined().get("POST /notes/print")).contains("no such operation");
  }
}
