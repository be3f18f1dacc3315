package dev.brisach.code.secrets;

/**
 * What a verifier found at a keyword hit, before it is judged.
 *
 * @param from where the secret itself begins
 * @param to where it ends, exclusive
 * @param name what stands on the left ({@code DB_PASSWORD}), the service ({@code rawg}), or empty
 */
record Candidate(int from, int to, String name) {
  Candidate {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("A candidate is never empty");
    }
  }
}
