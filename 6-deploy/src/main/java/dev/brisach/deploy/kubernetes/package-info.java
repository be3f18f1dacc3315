/**
 * Kubernetes manifests (YAML or JSON, several in a file, lists of them) become resources. Start
 * with {@link dev.brisach.deploy.kubernetes.KubernetesFront}.
 */
@NullMarked
package dev.brisach.deploy.kubernetes;

import org.jspecify.annotations.NullMarked;
