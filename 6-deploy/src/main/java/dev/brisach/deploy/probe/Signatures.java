package dev.brisach.deploy.probe;

import java.util.List;
import java.util.regex.Pattern;

/** Words by which databases complain; none of them decides anything alone. */
final class Signatures {
  private static final List<Pattern> DATABASES =
      List.of(
              "SQL syntax.{0,60}(?:MySQL|MariaDB)|MySQLSyntaxErrorException|valid MySQL result",
              "PSQLException|PG::\\w{1,30}Error|unterminated quoted string|syntax error at or near",
              "ORA-\\d{5}|quoted string not properly terminated|oracle\\.jdbc",
              "Unclosed quotation mark|SQLServerException|Incorrect syntax near|ODBC SQL Server",
              "SQLITE_ERROR|SQLite3?::|sqlite3\\.\\w{0,20}Error|unrecognized token:",
              "org\\.h2\\.jdbc|JdbcSQL\\w{0,30}Exception|Syntax error in SQL statement",
              "org\\.hsqldb|HsqlException|unexpected token:|malformed string:",
              "DB2 SQL error|SQLCODE=-\\d|com\\.ibm\\.db2",
              "SQLSTATE\\[|java\\.sql\\.SQL\\w{0,40}Exception|SQLSyntaxErrorException",
              "org\\.hibernate\\.\\w{0,20}\\.?\\w{0,30}Exception|QuerySyntaxException",
              "BadSqlGrammarException|UncategorizedSQLException|JdbcTemplate")
          .stream()
          .map(Pattern::compile)
          .toList();

  private Signatures() {}

  /** True where a database complains in the text. */
  static boolean database(String text) {
    return DATABASES.stream().anyMatch(pattern -> pattern.matcher(text).find());
  }
}
