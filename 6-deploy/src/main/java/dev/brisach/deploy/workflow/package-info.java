/**
 * GitHub Actions workflows become facts whose expressions are typed by who controls them and what
 * they can hold. Start with {@link dev.brisach.deploy.workflow.WorkflowFront}.
 */
@NullMarked
package dev.brisach.deploy.workflow;

import org.jspecify.annotations.NullMarked;
