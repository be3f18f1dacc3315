/**
 * Whether what runs is what was released. In: where an environment tells the digest of what runs
 * there ({@link dev.brisach.kit.live.Running}), and what is proved of a digest ({@link
 * dev.brisach.deploy.identity.Released}). Out: findings at the host. Start reading at {@link
 * dev.brisach.deploy.identity.RunningIdentity}.
 */
@NullMarked
package dev.brisach.deploy.identity;

import org.jspecify.annotations.NullMarked;
