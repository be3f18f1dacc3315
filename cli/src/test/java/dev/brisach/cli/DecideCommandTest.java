package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.engine.decisions.Approvals;
import dev.brisach.engine.decisions.DecisionFile;
import dev.brisach.engine.decisions.Decisions;
import dev.brisach.kit.keys.KeyKind;
import dev.brisach.kit.keys.PrivateKeys;
import dev.brisach.kit.keys.SigningKey;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a finding to an approved decision, and what a change may not decide for itself. */
class DecideCommandTest {
  private static final String ANNA = "anna@example.org";
  private static final String BOB = "bob@example.org";
  private static final String COMPOSE =
      "services:\n  app:\n    image: app:1.2\n    privileged: true\n";
  private static final String MODEL =
      """
      schema: threat-model/1
      title: Shop
      components:
        app:
          kind: infrastructure
          code: ["."]
          container: true
          runsAsRoot: true
      """;

  @TempDir private @Nullable Path folder;
  private String finding = "";

  private record Said(int exit, String out, String err) {}

  private Path root() {
    return Objects.requireNonNull(folder).resolve("shop");
  }

  private static Said brisach(String... args) {
    CommandLine line = Main.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int exit = line.execute(args);
    return new Said(exit, out.toString(), err.toString());
  }

  private Said decide(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "decide";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--project";
    all[args.length + 2] = root().toString();
    return brisach(all);
  }

  private Json.Obj run(String... more) {
    String[] all = new String[more.length + 5];
    List.of("run", root().toString(), "--quiet", "--format", "json").toArray(all);
    System.arraycopy(more, 0, all, 5, more.length);
    Said said = brisach(all);
    assertThat(said.exit()).as(said.err()).isLessThan(2);
    return JsonReader.readObject(said.out().getBytes(StandardCharsets.UTF_8));
  }

  private static SigningKey key() {
    return SigningKey.generate(KeyKind.ED25519, new SecureRandom());
  }

  private static String line(String who, SigningKey key) {
    return who + " " + key.verifyingKey().sshLine() + "\n";
  }

  private String keyFile(SigningKey key) {
    return Trees.write(Objects.requireNonNull(folder), "key.pem", PrivateKeys.plain(key))
        .toString();
  }

  @BeforeEach
  void aPrivilegedContainerWasFound() {
    Trees.write(root(), "compose.yaml", COMPOSE);
    Trees.write(root(), "security/threat-model.yaml", MODEL);
    Trees.write(root(), "brisach.yaml", "project: {id: shop}\n");
    Json.Obj run = run();
    finding = id(run, "deploy.compose.privileged");
  }

  private static String id(Json.Obj run, String rule) {
    for (Json one : run.list("findings")) {
      if (((Json.Obj) one).need("rule").equals(rule)) {
        return ((Json.Obj) one).need("id");
      }
    }
    throw new AssertionError("no finding of " + rule);
  }

  private static Json.Obj decision(Json.Obj run) {
    assertThat(run.list("decisions")).hasSize(1);
    return (Json.Obj) run.list("decisions").getFirst();
  }

  private void accept() {
    Said said =
        decide("accept", finding, "--reason", "one host only", "--until", "30d", "--owner", ANNA);
    assertThat(said.exit()).as(said.err()).isZero();
  }

  @Test
  void aDecisionIsWrittenApprovedAndThenCovers() {
    Said said =
        decide(
            "accept",
            finding,
            "--reason",
            "one host only",
            "--until",
            "30d",
            "--owner",
            ANNA,
            "--control",
            "no shell in it");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("brisach decide approve security/decisions/" + finding + ".yaml");
    assertThat(decision(run()).need("state")).isEqualTo("unapproved");

    SigningKey bob = key();
    Trees.write(root(), Approvals.SIGNERS, line(BOB, bob) + line(ANNA, key()));
    Said approved = decide("approve", finding, "--key", keyFile(bob));
    assertThat(approved.exit()).as(approved.err()).isZero();
    assertThat(approved.out()).contains("Approved by " + BOB);

    Json.Obj run = run();
    assertThat(decision(run).need("state")).isEqualTo("valid");
    assertThat(decision(run).texts("approvers")).containsExactly(BOB);
    assertThat(decision(run).need("control")).isEqualTo("no shell in it");
    assertThat(decide("list").out()).contains("valid", "one host only", "no shell in it");
    assertThat(brisach("explain", finding, "--project", root().toString()).out())
        .contains("one host only", "valid: until");

    Trees.write(root(), "compose.yaml", "# edited\n" + COMPOSE);
    assertThat(decision(run()).need("state")).isEqualTo("void");
    assertThat(decide("renew", finding, "--until", "20d").out()).contains("Wrote");
    assertThat(root().resolve(Decisions.approval(finding, BOB))).doesNotExist();
    assertThat(decision(run()).need("state")).isEqualTo("unapproved");
  }

  @Test
  void nobodyApprovesTheirOwn() {
    accept();
    SigningKey anna = key();
    Trees.write(root(), Approvals.SIGNERS, line(ANNA, anna));

    Said own = decide("approve", finding, "--key", keyFile(anna));
    Said disguised = decide("approve", finding, "--key", keyFile(anna), "--as", BOB);

    assertThat(own.exit()).isEqualTo(2);
    assertThat(own.err()).contains("is your own decision");
    assertThat(disguised.exit()).isEqualTo(2);
    assertThat(root().resolve(Decisions.approval(finding, BOB))).doesNotExist();
  }

  @Test
  void anApproverWhomNobodyListsIsToldTheLineToAdd() {
    accept();
    SigningKey bob = key();

    Said said = decide("approve", finding, "--key", keyFile(bob), "--as", BOB);

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .contains(
            BOB + " namespaces=\"" + Approvals.NAMESPACE + "\" " + bob.verifyingKey().sshLine());
  }

  @Test
  void wrongUsageIsOneClearLine() {
    accept();
    String[][] wrong = {
      {"accept", "F-000000000000", "--reason", "x", "--until", "3d", "--owner", ANNA},
      {"accept", finding, "--reason", "x", "--until", "3d", "--owner", ANNA},
      {"accept", "plan.nothing@app", "--reason", "x", "--until", "91d", "--owner", ANNA},
      {"renew", finding, "--until", "91d"},
      {"renew", finding, "--until", "soon"},
      {"renew", finding, "--until", "2020-01-01"},
      {"renew", "none", "--until", "3d"},
      {"approve", "none", "--key", "none"},
      {"approve", finding, "--key", "none"},
      {"ask", "F-000000000000", "why?", "--by", ANNA},
      {"answer", "none", "so", "--by", ANNA},
    };
    for (String[] args : wrong) {
      Said said = decide(args);
      assertThat(said.exit()).as(String.join(" ", args)).isEqualTo(2);
      assertThat(said.err().lines()).as(said.err()).hasSize(1);
    }
  }

  @Test
  void aFileThatCannotBeReadStopsTheRunWithItsPlace() {
    Trees.write(root(), DecisionFile.path("one"), "schema: decision/1\nreasn: x\n");

    Said run = brisach("run", root().toString(), "--quiet");
    Said list = decide("list");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("security/decisions/one.yaml:2: unknown key 'reasn'")
        .contains("did you mean 'reason'?");
    assertThat(list.exit()).isEqualTo(2);
    assertThat(list.err()).contains("security/decisions/one.yaml:2:");
  }

  @Test
  void anUnknownThreatAndAnExpiredDecisionAreNamed() {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    String text =
        """
        schema: decision/1
        decision: accept
        target: plan.nothing@app
        reason: x
        owner: anna
        decided: 2026-01-01
        until: %s
        severity: low
        evidence: {}
        """;
    Trees.write(root(), DecisionFile.path("unknown"), text.formatted("2099-01-01"));
    Trees.write(
        root(),
        DecisionFile.path("expired"),
        text.formatted(today).replace("plan.nothing@app", finding));

    String list = decide("list").out();

    assertThat(list).contains("unknown  accept plan.nothing@app  idle");
    assertThat(list).contains("expired  accept " + finding + "  expired");
  }

  @Test
  void aQuestionAndItsAnswerStayWithTheFinding() {
    assertThat(decide("ask", finding, "Which device needs it?", "--by", ANNA).exit()).isZero();
    assertThat(brisach("explain", finding, "--project", root().toString()).out())
        .contains("Which device needs it?", "brisach decide answer " + finding + "-q1");

    assertThat(decide("answer", finding, "None.", "--by", BOB).exit()).isZero();

    assertThat(brisach("explain", finding, "--project", root().toString()).out())
        .contains("Which device needs it?", "None.", BOB);
    assertThat(decide("list").out())
        .contains(finding + "-q1  question on " + finding + "  answered");
    Json.Obj asked = (Json.Obj) run().list("questions").getFirst();
    assertThat(asked.need("target")).isEqualTo(finding);
    String page = brisach("report", root().toString(), "--format", "html").out();
    assertThat(page).contains("Which device needs it?", "Answered by " + BOB);
  }

  @Test
  void aChangeIsJudgedByItsBaseAndWhatItWeakensIsFound() throws Exception {
    SigningKey bob = key();
    SigningKey eve = key();
    accept();
    Trees.write(root(), Approvals.SIGNERS, line(BOB, bob) + line("eve@example.org", eve));
    decide("approve", finding, "--key", keyFile(bob));
    try (Git git = Git.init().setDirectory(root().toFile()).setInitialBranch("main").call()) {
      commit(git);
      git.checkout().setCreateBranch(true).setName("change").call();
    }
    assertThat(weakened(run("--base", "main"))).isEmpty();

    // an approver is removed, another comes, the model forgets the app, a port is opened
    Trees.write(root(), Approvals.SIGNERS, line("mallory@example.org", key()) + line(BOB, eve));
    Trees.write(root(), "security/threat-model.yaml", "schema: threat-model/1\ntitle: Shop\n");
    Trees.write(
        root(),
        "brisach.yaml",
        "project: {id: shop}\nnotShipped: [compose.yaml]\nscopes: [{hosts: [a.example]}]\n");

    Json.Obj alone = run();
    Json.Obj judged = run("--base", "main");

    assertThat(decision(alone).need("state")).isEqualTo("unapproved");
    assertThat(decision(judged).need("state")).isEqualTo("valid");
    assertThat(alone.list("threats")).isEmpty();
    assertThat(judged.list("threats")).isNotEmpty();
    assertThat(alone.texts("notShipped")).isNotEmpty();
    assertThat(judged.texts("notShipped")).isEmpty();
    assertThat(weakened(judged))
        .contains("CWE-732 Approvers changed", "CWE-863 Policy weakened", "CWE-732 Scope widened")
        .contains("CWE-863 Expectation of the threat model weakened");
    assertThat(weakened(alone)).isEmpty();

    Said gate = brisach("gate", root().toString(), "--base", "main", "--format", "json");
    assertThat(gate.exit()).as(gate.err()).isLessThan(2);
    Said nowhere = brisach("run", root().toString(), "--base", "origin/none", "--quiet");
    assertThat(nowhere.exit()).isEqualTo(2);
    assertThat(nowhere.err()).contains("git fetch --depth=1 origin none");
  }

  private static void commit(Git git) throws GitAPIException, IOException {
    PersonIdent anna = new PersonIdent("anna", ANNA);
    git.add().addFilepattern(".").call();
    git.commit().setMessage("all").setAuthor(anna).setCommitter(anna).setSign(false).call();
    assertThat(Files.exists(git.getRepository().getDirectory().toPath())).isTrue();
  }

  private static List<String> weakened(Json.Obj run) {
    return run.list("findings").stream()
        .map(one -> (Json.Obj) one)
        .filter(one -> one.need("rule").equals("code.weakening"))
        .map(one -> one.texts("weaknesses").getFirst() + " " + one.need("title"))
        .distinct()
        .toList();
  }
}
