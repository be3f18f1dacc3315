package dev.brisach.kit.oci.registry;

import java.util.List;

/** What a request needs, in the words of Docker's token authentication. */
record Access(List<String> scopes) {
  Access {
    scopes = List.copyOf(scopes);
  }

  static Access pull(String repository) {
    return new Access(List.of("repository:" + repository + ":pull"));
  }

  static Access push(String repository) {
    return new Access(List.of("repository:" + repository + ":pull,push"));
  }

  /** The same and reading another repository, to mount a blob from it. */
  Access from(String other) {
    return new Access(
        java.util.stream.Stream.concat(
                scopes.stream(), java.util.stream.Stream.of("repository:" + other + ":pull"))
            .toList());
  }

  String key() {
    return String.join(" ", scopes);
  }
}
