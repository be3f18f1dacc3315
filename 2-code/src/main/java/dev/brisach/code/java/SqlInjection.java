package dev.brisach.code.java;

import dev.brisach.code.java.flow.Call;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.code.java.flow.Taint;
import dev.brisach.code.java.flow.Value;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A statement whose words a client or caller chooses (CWE-89): JDBC, Spring, JPA, Hibernate. */
final class SqlInjection extends JavaCheck {
  private static final Set<String> METHODS =
      Set.of(
          "executeQuery",
          "executeUpdate",
          "executeLargeUpdate",
          "execute",
          "addBatch",
          "prepareStatement",
          "prepareCall",
          "nativeSQL",
          "createQuery",
          "createNativeQuery",
          "createSQLQuery",
          "createStatement",
          "query",
          "queryForObject",
          "queryForList",
          "queryForMap",
          "queryForRowSet",
          "queryForStream",
          "queryForInt",
          "queryForLong",
          "update",
          "batchUpdate",
          "sql",
          "rawQuery",
          "execSQL",
          "resultQuery",
          "fetch",
          "fetchOne",
          "select",
          "createUpdate",
          "createScript");
  private static final Set<String> DATABASE =
      Set.of(
          "Statement",
          "PreparedStatement",
          "CallableStatement",
          "Connection",
          "JdbcTemplate",
          "JdbcOperations",
          "NamedParameterJdbcTemplate",
          "NamedParameterJdbcOperations",
          "EntityManager",
          "Session",
          "StatelessSession",
          "Handle",
          "DSLContext",
          "JdbcClient",
          "QueryRunner",
          "SQLiteDatabase",
          "DatabaseClient",
          "SimpleJdbcTemplate",
          "SqlRunner");
  private static final Set<String> JPA =
      Set.of("createQuery", "createNativeQuery", "createSQLQuery");
  private static final Set<String> PREPARING = Set.of("prepareStatement", "prepareCall");

  SqlInjection() {
    super(
        "sql-injection",
        1,
        "SQL statement built from a value from outside",
        List.copyOf(METHODS),
        89);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    for (Call call : flow.calls()) {
      if (METHODS.contains(call.name()) && !call.args().isEmpty()) {
        Value statement = statement(call);
        Taint taint = statement == null ? null : statement.taint();
        if (statement != null && taint != null && matters(call, statement, taint)) {
          recorder.finding(report(flow, call, statement, taint));
        }
      }
    }
  }

  /** The argument that is the statement: the first one, or for batches any text. */
  private static @Nullable Value statement(Call call) {
    for (Value arg : call.args()) {
      if (arg.reaches(Taint.Use.SQL)
          && (arg.equals(call.arg(0))
              || (SqlText.isStatement(arg) && !arg.type().equals("Object[]")))) {
        return arg;
      }
    }
    return null;
  }

  private static boolean matters(Call call, Value statement, Taint taint) {
    boolean sql = SqlText.isStatement(statement);
    if (!sql && !DATABASE.contains(call.type())) {
      return false;
    }
    if (taint.origin() == Taint.Origin.WEB) {
      return sql || statement.parts().isEmpty() || !statement.parts().getFirst().fixed();
    }
    SqlText text = SqlText.of(statement);
    return sql && !text.values().isEmpty() && !text.names() && !text.fragments();
  }

  private Finding report(JavaFlow flow, Call call, Value statement, Taint taint) {
    SqlText sql = SqlText.of(statement);
    String hole = sql.values().isEmpty() ? taint.name() : sql.values().getFirst();
    String message =
        "`"
            + hole
            + "` becomes part of the statement that `"
            + call.name()
            + "` runs. "
            + Tainted.words(taint);
    String variant = variant(call, sql);
    Map<String, String> words =
        Map.of(
            "hole", hole,
            "source", taint.name(),
            "call", flow.unit().code(call.tree(), 100),
            "statement", sql.fixed().isBlank() ? "?" : sql.fixed(),
            "parameterised", sql.parameterised(),
            "bind", bind(variant, sql),
            "receiver", receiver(flow, call));
    Finding.Builder finding =
        finding(
                flow.unit(),
                call.tree(),
                call.scope().symbol(),
                Tainted.severity(taint, Severity.HIGH),
                Tainted.confidence(taint),
                message)
            .cwe(89)
            .lesson(card().fill(variant, words))
            .fix(card().fill(variant, words).replacement());
    return Tainted.path(finding, flow.unit(), taint, call.tree()).build();
  }

  private static String variant(Call call, SqlText sql) {
    if (sql.values().isEmpty()) {
      return "whole";
    }
    if (sql.names()) {
      return "name";
    }
    if (JPA.contains(call.name())) {
      return "jpa";
    }
    return call.type().contains("JdbcTemplate") || call.type().contains("JdbcOperations")
        ? "template"
        : PREPARING.contains(call.name()) ? "prepared" : "default";
  }

  private static String bind(String variant, SqlText sql) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < sql.values().size(); i++) {
      String value = sql.values().get(i);
      int at = i + 1;
      lines.append(
          switch (variant) {
            case "jpa" -> "\nquery.setParameter(" + at + ", " + value + ");";
            case "template" -> ", " + value;
            default -> "\nstatement.setString(" + at + ", " + value + ");";
          });
    }
    return lines.toString();
  }

  private static String receiver(JavaFlow flow, Call call) {
    String code = flow.unit().code(call.tree(), 200);
    int at = code.indexOf("." + call.name());
    return at > 0 ? code.substring(0, at) : "connection";
  }
}
