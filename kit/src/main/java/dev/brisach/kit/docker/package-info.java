/**
 * Dockerfiles: text flows in, instructions and stages with their lines flow out. Start with {@link
 * dev.brisach.kit.docker.DockerFront}.
 */
@NullMarked
package dev.brisach.kit.docker;

import org.jspecify.annotations.NullMarked;
