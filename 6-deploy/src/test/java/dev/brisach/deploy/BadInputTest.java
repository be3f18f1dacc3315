package dev.brisach.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.testkit.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BadInputTest {
  private static final String PRIVILEGED =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: %s}
      spec:
        containers: [{name: app, image: "app:1", securityContext: {privileged: true}}]
      """;

  private static String pod(String name) {
    return PRIVILEGED.replace("%s", name);
  }

  @Test
  void brokenYamlIsUnexaminedWithItsLine() {
    Sweeps sweep = Sweeps.ofAll(SourceFile.of("a.yaml", "apiVersion: v1\nkind: Pod\nspec: [a\n"));

    assertThat(sweep.findings).isEmpty();
    assertThat(sweep.unexamined).isNotEmpty().allMatch(reason -> reason.startsWith("line "));
  }

  @Test
  void oneBrokenDocumentOfSeveralDoesNotHideTheOthers() {
    String text = pod("first") + "---\nkind: [\n---\n" + pod("third");

    Sweeps sweep = Sweeps.ofAll(SourceFile.of("a.yaml", text));

    assertThat(sweep.findings)
        .filteredOn(f -> f.rule().equals("deploy.kubernetes.privileged"))
        .extracting(f -> f.location() == null ? 0 : f.location().line())
        .containsExactly(5, 13);
    assertThat(sweep.unexamined).anyMatch(reason -> reason.startsWith("line 8"));
  }

  @Test
  void depthTabsAndAliasBombsEndInOneClearLine() {
    String head = "apiVersion: v1\nkind: Pod\n";
    String deep = head + "spec: " + "[".repeat(150) + "]".repeat(150) + "\n";
    String tabs = head + "spec:\n\tcontainers: []\n";
    StringBuilder bomb = new StringBuilder(head + "a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append((before + ",").repeat(8)).append(before).append("]\n");
    }

    for (String text : new String[] {deep, tabs, bomb.toString()}) {
      Sweeps sweep = Sweeps.ofAll(SourceFile.of("a.yaml", text));

      assertThat(sweep.findings).isEmpty();
      assertThat(sweep.unexamined).isNotEmpty().allMatch(reason -> reason.lines().count() == 1);
    }
  }

  @Test
  void byteOrderMarkLineEndsAndForeignLettersDoNotMatter() {
    String text = "\uFEFF" + pod("größe-日本").replace("\n", "\r\n");

    Sweeps sweep = Sweeps.ofAll(SourceFile.of("a.yaml", text));

    assertThat(sweep.rules()).contains("deploy.kubernetes.privileged");
    assertThat(sweep.findings).anyMatch(f -> f.message().contains("größe-日本"));
  }

  @Test
  void emptyFilesSayNothing() {
    assertThat(Sweeps.ofAll(SourceFile.of("compose.yaml", "")).findings).isEmpty();
    assertThat(Sweeps.ofAll(SourceFile.of(".github/workflows/a.yml", "")).findings).isEmpty();
    assertThat(Sweeps.ofAll(SourceFile.of("Dockerfile", "")).unexamined).isNotEmpty();
  }

  @Test
  void jsonManifestsAndListsAreRead() {
    String json =
        """
        {
          "kind": "List", "apiVersion": "v1",
          "items": [
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"},
             "spec": {"hostPID": true, "containers": [{"name": "c", "image": "c:1"}]}}
          ]
        }
        """;

    Sweeps sweep = Sweeps.ofAll(SourceFile.of("a.json", json));

    assertThat(sweep.rules()).contains("deploy.kubernetes.host-namespaces");
  }

  @Test
  void whatATemplateDecidesIsNeitherFoundNorPassed() {
    String text = pod("a").replace("privileged: true", "privileged: \"{{ .Values.privileged }}\"");

    Sweeps sweep = Sweeps.ofAll(SourceFile.of("a.yaml", text));

    assertThat(sweep.rules()).doesNotContain("deploy.kubernetes.privileged");
    assertThat(sweep.unexamined).anyMatch(reason -> reason.contains("template expression"));
  }

  @Test
  void ofAHelmTemplateOnlyWhatNoValueCanChangeIsFound() {
    String text =
        """
        {{- if .Values.enabled }}
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{ include "x.name" . }}
          labels:
            {{- include "x.labels" . | nindent 4 }}
        spec:
          hostPID: true
          {{- if .Values.net }}
          hostNetwork: true
          {{- end }}
          containers:
            - name: app
              image: "{{ .Values.image }}:{{ .Values.tag }}"
              {{- with .Values.securityContext }}
              securityContext:
                {{- toYaml . | nindent 8 }}
              {{- end }}
        {{- end }}
        """;

    Sweeps sweep = Sweeps.ofAll(SourceFile.of("chart/templates/pod.yaml", text));

    assertThat(sweep.rules()).containsExactly("deploy.kubernetes.host-namespaces");
    assertThat(sweep.findings.getFirst().location()).hasToString("chart/templates/pod.yaml:9");
    assertThat(sweep.findings.getFirst().message()).contains("hostPID").doesNotContain("Network");
    assertThat(sweep.unexamined).anyMatch(reason -> reason.contains("helm template"));
  }

  @Test
  void aVariableWithoutDefaultIsUnexaminedAndOneWithDefaultIsJudged() {
    String open = "services:\n  a:\n    image: a:1\n    privileged: ${P}\n";
    String closed = "services:\n  a:\n    image: a:1\n    privileged: ${P:-true}\n";

    Sweeps first = Sweeps.ofAll(SourceFile.of("compose.yaml", open));
    Sweeps second = Sweeps.ofAll(SourceFile.of("compose.yaml", closed));

    assertThat(first.rules()).isEmpty();
    assertThat(first.unexamined).anyMatch(reason -> reason.contains("not set"));
    assertThat(second.rules()).containsExactly("deploy.compose.privileged");
  }

  @Test
  void aPatchOfAnotherManifestIsNotAccusedOfWhatItLeavesOut() {
    String patch =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: a}
        spec:
          template:
            spec:
              containers: [{name: app, env: [{name: A, value: b}]}]
        """;

    Sweeps sweep = Sweeps.ofAll(SourceFile.of("overlay/patch.yaml", patch));

    assertThat(sweep.findings).isEmpty();
    assertThat(sweep.unexamined).anyMatch(reason -> reason.contains("a patch"));
  }

  @Test
  void mutatedFilesNeverBreakACheck() {
    Random random = Seeds.random();
    String[] paths = {"a.yaml", "compose.yaml", ".github/workflows/a.yml", "Dockerfile"};
    String[] seeds = {
      pod("a"),
      "services:\n  a:\n    image: a\n    ports: ['1:2', {target: 5432}]\n    environment: [A=b]\n",
      "on: {issues: {}}\njobs:\n  a:\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n",
      "FROM a\nRUN curl x | sh\nENV PASSWORD=abc\n"
    };
    String marks = "{}[]:,-'\"\n \t#&*!|>%@`$\\<";
    for (int i = 0; i < 400; i++) {
      int which = i % paths.length;
      StringBuilder text = new StringBuilder(seeds[which]);
      for (int j = 0; j < 4; j++) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, marks.charAt(random.nextInt(marks.length())));
      }
      assertThat(Sweeps.ofAll(SourceFile.of(paths[which], text.toString()))).isNotNull();
    }
  }
}
