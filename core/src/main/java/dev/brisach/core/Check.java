package dev.brisach.core;

/**
 * Code or a rule that examines a subject for weaknesses.
 *
 * <p>A check depends on nothing but its subject and context and keeps no state between calls. The
 * engine calls it once per subject of its type (for files: once per file, from several threads) and
 * turns all that it recorded in one run and environment into one sweep. An exception becomes {@code
 * Failed}; the rest of the run goes on. Long work asks {@link Context#checkCancelled()}.
 *
 * @param <S> the type of subject it takes
 */
public interface Check<S extends Subject> {
  /** What this check declares; the same value at every call. */
  CheckInfo info();

  /** The type of subject to call {@link #examine} with. */
  Class<S> subjectType();

  /** Examines one subject and writes what it saw to the recorder. */
  void examine(S subject, Context context, Recorder recorder);
}
