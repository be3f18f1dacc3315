package dev.brisach.deploy;

import dev.brisach.core.Check;
import dev.brisach.deploy.compose.ComposeFront;
import dev.brisach.deploy.config.Resources;
import dev.brisach.deploy.config.Rule;
import dev.brisach.deploy.config.RuleCheck;
import dev.brisach.deploy.config.RuleReader;
import dev.brisach.deploy.docker.DockerfileFacts;
import dev.brisach.deploy.kubernetes.KubernetesFront;
import dev.brisach.deploy.probe.ProbeChecks;
import dev.brisach.deploy.secrets.ComposeSecrets;
import dev.brisach.deploy.secrets.DockerfileSecrets;
import dev.brisach.deploy.secrets.KubernetesSecrets;
import dev.brisach.deploy.secrets.WorkflowSecrets;
import dev.brisach.deploy.workflow.WorkflowFront;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.Front;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All checks of this stage. */
public final class DeployChecks {
  /** Who reads which file type. */
  private static final Map<String, Front<Resources>> FRONTS =
      Map.of(
          FileTypes.DOCKERFILE, DockerfileFacts.DOCKERFILE,
          FileTypes.KUBERNETES, KubernetesFront.KUBERNETES,
          FileTypes.COMPOSE, ComposeFront.COMPOSE,
          FileTypes.GITHUB_WORKFLOW, WorkflowFront.WORKFLOW);

  private DeployChecks() {}

  /** Every check of the stage; a new rule file joins it by lying in the rules' folder. */
  public static List<Check<?>> all() {
    List<Check<?>> checks = new ArrayList<>();
    RuleReader.bundled().forEach(rule -> checks.add(check(rule)));
    checks.add(ComposeSecrets.check());
    checks.add(DockerfileSecrets.check());
    checks.add(KubernetesSecrets.check());
    checks.add(WorkflowSecrets.check());
    checks.addAll(ProbeChecks.all());
    return List.copyOf(checks);
  }

  /** The check that carries out a rule. */
  public static RuleCheck check(Rule rule) {
    Front<Resources> front = FRONTS.get(rule.subject().type());
    if (front == null) {
      throw new IllegalArgumentException("no reader for " + rule.subject());
    }
    return new RuleCheck(rule, front);
  }
}
