package dev.brisach.kit.docker;

import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;

/** Parses a file as a Dockerfile. */
public final class DockerFront implements Front<Dockerfile> {
  /** The one instance. */
  public static final DockerFront DOCKER = new DockerFront();

  private DockerFront() {}

  @Override
  public Dockerfile parse(SourceFile file) {
    return new DockerfileParser(file.text()).parse();
  }
}
