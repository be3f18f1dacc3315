package dev.brisach.deploy.config;

import java.util.Set;

/** The Kubernetes kinds that run containers. */
public final class Workloads {
  /** Kinds with a pod or a pod template. */
  public static final Set<String> KINDS =
      Set.of(
          "Pod",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "ReplicationController",
          "Job",
          "CronJob");

  private Workloads() {}
}
