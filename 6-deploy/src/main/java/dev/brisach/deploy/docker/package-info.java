/**
 * Dockerfiles become facts for rules. Start with {@link dev.brisach.deploy.docker.DockerfileFacts}.
 */
@NullMarked
package dev.brisach.deploy.docker;

import org.jspecify.annotations.NullMarked;
