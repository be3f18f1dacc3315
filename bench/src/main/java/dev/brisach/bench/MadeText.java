package dev.brisach.bench;

import java.util.Random;

/** The contents of a {@link MadeTree}: valid, dull, and with what scanners stop at now and then. */
final class MadeText {
  private static final String[] WORDS = {
    "order",
    "cart",
    "price",
    "customer",
    "token",
    "user",
    "store",
    "key",
    "value",
    "name",
    "page",
    "query",
    "index",
    "event",
    "state",
    "group",
    "field",
    "account",
    "result",
    "request",
    "address",
    "session",
    "product",
    "invoice",
    "message",
    "filter",
    "limit",
    "number",
    "time",
    "client"
  };

  private final Random random;

  MadeText(Random random) {
    this.random = random;
  }

  String pom(int service) {
    StringBuilder out = new StringBuilder(2000);
    out.append("<project>\n  <modelVersion>4.0.0</modelVersion>\n")
        .append("  <groupId>org.example</groupId>\n  <artifactId>s")
        .append(service)
        .append("</artifactId>\n  <version>1.0</version>\n  <dependencies>\n");
    for (int i = 0; i < 12; i++) {
      out.append("    <dependency><groupId>org.example.lib</groupId><artifactId>")
          .append(word())
          .append('-')
          .append(i)
          .append("</artifactId><version>")
          .append(version())
          .append("</version></dependency>\n");
    }
    return out.append("  </dependencies>\n</project>\n").toString();
  }

  String lockFile(int service, int packages) {
    StringBuilder out = new StringBuilder(packages * 300);
    out.append("{\n  \"name\": \"s")
        .append(service)
        .append("\",\n  \"lockfileVersion\": 3,\n  \"packages\": {\n    \"\": {\"name\": \"s\"}");
    for (int i = 0; i < packages; i++) {
      out.append(",\n    \"node_modules/")
          .append(word())
          .append('-')
          .append(i)
          .append("\": {\n      \"version\": \"")
          .append(version())
          .append("\",\n      \"integrity\": \"sha512-");
      letters(out, 86);
      out.append("==\"\n    }");
    }
    return out.append("\n  }\n}\n").toString();
  }

  String dockerfile() {
    return """
    FROM eclipse-temurin:25-jre
    COPY target/app.jar /app/app.jar
    USER 10001
    ENTRYPOINT ["java", "-jar", "/app/app.jar"]
    """;
  }

  String deployment(int service) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: s%1$d
    spec:
      replicas: 2
      selector: {matchLabels: {app: s%1$d}}
      template:
        metadata: {labels: {app: s%1$d}}
        spec:
          containers:
            - name: app
              image: registry.example.org/s%1$d:1.0
              ports: [{containerPort: 8080}]
    """
        .replace("%1$d", Integer.toString(service));
  }

  /** A class whose methods compute, query, hash and read, and follow values into each other. */
  String java(String part, int number, int size) {
    StringBuilder out = new StringBuilder(size + 1000);
    out.append("package org.example.")
        .append(part)
        .append(";\n\nimport java.sql.*;\nimport java.util.*;\n\n/** ")
        .append(sentence())
        .append(" */\npublic final class Type")
        .append(number)
        .append(" {\n  private final Map<String, Integer> known = new HashMap<>();\n");
    int method = 0;
    do {
      method(out, word() + method++);
    } while (out.length() < size);
    return out.append("}\n").toString();
  }

  private void method(StringBuilder out, String name) {
    out.append("\n  /** ").append(sentence()).append(" */\n");
    switch (random.nextInt(12)) {
      case 0 ->
          out.append("  ResultSet ")
              .append(name)
              .append("(Connection link, String id) throws SQLException {\n")
              .append("    PreparedStatement query = link.prepareStatement(\"SELECT * FROM ")
              .append(word())
              .append(" WHERE id = ?\");\n    query.setString(1, id);\n")
              .append("    return query.executeQuery();\n  }\n");
      case 1 ->
          out.append("  byte[] ")
              .append(name)
              .append("(byte[] text) throws java.security.GeneralSecurityException {\n")
              .append("    return java.security.MessageDigest.getInstance(\"SHA-256\")")
              .append(".digest(text);\n  }\n");
      default -> {
        String a = word();
        String b = word() + "s";
        out.append("  int ").append(name).append("(List<String> ").append(b).append(") {\n");
        out.append("    int total = ").append(random.nextInt(100)).append(";\n");
        out.append("    for (String ").append(a).append(" : ").append(b).append(") {\n");
        out.append("      if (").append(a).append(".length() > ").append(random.nextInt(40));
        out.append(" && !known.containsKey(").append(a).append(")) {\n        known.put(");
        out.append(a).append(", total);\n      }\n      total += known.getOrDefault(");
        out.append(a).append(", ").append(random.nextInt(9)).append(");\n    }\n");
        out.append("    return total;\n  }\n");
      }
    }
  }

  String script(int size) {
    StringBuilder out = new StringBuilder(size + 200);
    for (int i = 0; out.length() < size; i++) {
      out.append("// ")
          .append(sentence())
          .append("\nexport function ")
          .append(word())
          .append(i)
          .append("(")
          .append(word())
          .append("s) {\n  const ")
          .append(word())
          .append(" = fetch(\"/api/")
          .append(word())
          .append("\");\n  return { ")
          .append(word())
          .append(": ")
          .append(random.nextInt(1000))
          .append(" };\n}\n\n");
    }
    return out.toString();
  }

  String json(int size) {
    StringBuilder out = new StringBuilder(size + 200).append("[\n");
    for (int i = 0; i == 0 || out.length() < size; i++) {
      out.append(i == 0 ? "" : ",\n")
          .append("  {\"id\": ")
          .append(random.nextInt(1_000_000))
          .append(", \"")
          .append(word())
          .append("\": \"")
          .append(sentence())
          .append("\", \"digest\": \"")
          .append(Long.toHexString(random.nextLong()))
          .append("\"}");
    }
    return out.append("\n]\n").toString();
  }

  String yaml(int size) {
    StringBuilder out = new StringBuilder(size + 200).append("items:\n");
    for (int i = 0; i == 0 || out.length() < size; i++) {
      out.append("  - name: ").append(word()).append(i).append("\n    text: \"");
      out.append(sentence()).append("\"\n    ").append(word()).append("Limit: ");
      out.append(random.nextInt(500)).append('\n');
    }
    return out.toString();
  }

  String settings(int size) {
    StringBuilder out = new StringBuilder(size + 100);
    while (out.length() < size) {
      out.append(word()).append('.').append(word()).append('=');
      out.append(random.nextInt(8) == 0 ? "${" + word() + "}" : word()).append('\n');
    }
    return out.toString();
  }

  String prose(int size) {
    StringBuilder out = new StringBuilder(size + 200).append("# ").append(sentence());
    while (out.length() < size) {
      out.append(random.nextInt(6) == 0 ? "\n\n" : "\n").append(sentence());
    }
    return out.append('\n').toString();
  }

  private String sentence() {
    StringBuilder out = new StringBuilder(90);
    int words = 5 + random.nextInt(9);
    for (int i = 0; i < words; i++) {
      out.append(i == 0 ? "The " : " ").append(word());
    }
    return out.append('.').toString();
  }

  private String word() {
    return WORDS[random.nextInt(WORDS.length)];
  }

  private String version() {
    return random.nextInt(9) + "." + random.nextInt(20) + "." + random.nextInt(30);
  }

  private void letters(StringBuilder out, int count) {
    for (int i = 0; i < count; i++) {
      int drawn = random.nextInt(62);
      out.append((char) (drawn < 26 ? 'a' + drawn : drawn < 52 ? 'A' + drawn - 26 : drawn - 4));
    }
  }
}
