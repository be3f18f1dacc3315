package dev.brisach.release.verify;

import dev.brisach.release.statement.Predicate;
import dev.brisach.release.statement.PredicateType;
import dev.brisach.release.statement.Statement;
import org.jspecify.annotations.Nullable;

/** Whether what a document says is what is expected. */
final class Claims {
  private Claims() {}

  /** How the step went. */
  record Answer(Step.Result result, String message) {}

  static Answer judge(
      @Nullable Statement statement, @Nullable Predicate predicate, Expectation expected) {
    if (statement == null || predicate == null) {
      return expected.predicateType() != null || expected.ofBuild()
          ? failed("a statement is expected, and only the artifact itself is signed")
          : open("it has no statement");
    }
    String type = expected.predicateType();
    if (type != null && !same(type, statement.predicateType())) {
      return failed("it is a " + statement.predicateType() + ", and " + type + " is expected");
    }
    if (expected.ofBuild() && !(predicate instanceof Predicate.Provenance)) {
      return failed("provenance is expected, and this is a " + statement.predicateType());
    }
    return switch (predicate) {
      case Predicate.Provenance provenance -> provenance(provenance, expected);
      case Predicate.Sbom(var _, var _, var _, int count) -> ok(count + " components");
      case Predicate.Vex(var _, var _, var _, int count) -> ok(count + " statements");
      case Predicate.Result result -> result(result, expected);
      case Predicate.Unknown _ ->
          open("claims of this type are not known: its content was not checked");
    };
  }

  /** The same URI, or one with and one without the version behind it. */
  private static boolean same(String expected, String said) {
    PredicateType kind = PredicateType.of(expected);
    return said.equals(expected)
        || (kind != null && kind.uri().equals(expected) && kind == PredicateType.of(said));
  }

  private static Answer provenance(Predicate.Provenance said, Expectation expected) {
    String builder = expected.builder();
    if (builder != null && !builder.equals(said.builder())) {
      return failed("built by " + said.builder() + ", and " + builder + " is expected");
    }
    String revision = expected.revision();
    if (revision != null && !said.revisions().contains(revision)) {
      return failed(
          "built from "
              + (said.revisions().isEmpty() ? "no named commit" : said.revisions().getFirst())
              + ", and "
              + revision
              + " is expected");
    }
    String source = expected.source();
    if (source != null && said.sources().stream().noneMatch(uri -> under(uri, source))) {
      return failed("no source of it begins with " + source);
    }
    return ok("built by " + said.builder());
  }

  /** A URI that is the expected one or goes on behind a whole part of it. */
  private static boolean under(String uri, String start) {
    return uri.equals(start)
        || (uri.startsWith(start)
            && (start.endsWith("/") || "/@?#".indexOf(uri.charAt(start.length())) >= 0));
  }

  private static Answer result(Predicate.Result said, Expectation expected) {
    return said.word() == Predicate.Word.BAD && !expected.badNews()
        ? failed("it says " + said.result())
        : ok("it says " + said.result());
  }

  private static Answer ok(String message) {
    return new Answer(Step.Result.OK, message);
  }

  private static Answer failed(String message) {
    return new Answer(Step.Result.FAILED, message);
  }

  private static Answer open(String message) {
    return new Answer(Step.Result.NOT_CHECKED, message);
  }
}
