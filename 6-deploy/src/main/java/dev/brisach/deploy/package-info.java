/**
 * Deploy asks: what can a stranger do to the running service, is it set up safely, may it go out.
 * Configuration files flow in, findings with file and line flow out. Start with {@link
 * dev.brisach.deploy.DeployChecks}.
 */
@NullMarked
package dev.brisach.deploy;

import org.jspecify.annotations.NullMarked;
