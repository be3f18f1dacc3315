package dev.brisach.cli.report;

import dev.brisach.core.Asset;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Location;
import dev.brisach.core.Severity;
import dev.brisach.core.Step;
import java.util.List;

/** The findings of the reports made by hand. */
final class SampleFindings {
  private SampleFindings() {}

  static Finding hostile() {
    return Finding.of("code." + "x".repeat(90), Severity.HIGH, Confidence.PROVED)
        .cwe(79)
        .at("src/" + Reports.HOSTILE + "/" + "long".repeat(60) + ".java", 3)
        .says(
            "Title " + Reports.HOSTILE,
            "Message " + Reports.HOSTILE + " \u001b[31mred\u0007 \u202egnp.exe")
        .fix(Reports.HOSTILE)
        .step(
            new Step(
                Location.line("a" + Reports.HOSTILE, 1),
                Reports.HOSTILE,
                Reports.HOSTILE + "y".repeat(4000)))
        .lesson(
            new Lesson(
                Reports.HOSTILE,
                Reports.HOSTILE,
                "```" + Reports.HOSTILE,
                Reports.HOSTILE,
                List.of(
                    "javascript:alert(3)",
                    "https://ok.example/\"><script>alert(4)</script>",
                    "https://cwe.mitre.org/data/definitions/79.html (CWE-79)")))
        .detail("preview", Reports.HOSTILE)
        .identity("hostile")
        .build();
  }

  static Finding sqlInjection() {
    return Finding.of("code.java.sql-injection", Severity.CRITICAL, Confidence.LIKELY)
        .cwe(89)
        .at("src/main/java/shop/orders/OrderRepository.java", 57)
        .says(
            "SQL text is put together from a request's parameter",
            "`byCustomer` puts `name`, which a client sends, into the text of a statement.")
        .fix(
            """
            Use a prepared statement and bind `name`:
            var query = connection.prepareStatement(
                "SELECT * FROM orders WHERE customer = ?");
            query.setString(1, name);\
            """)
        .step(
            new Step(
                Location.line("src/main/java/shop/orders/OrderPages.java", 31),
                "source",
                "String name = request.getParameter(\"name\");"))
        .step(
            new Step(
                Location.line("src/main/java/shop/orders/OrderPages.java", 33),
                "flow",
                "orders.byCustomer(name)"))
        .step(
            new Step(
                Location.line("src/main/java/shop/orders/OrderRepository.java", 57),
                "sink",
                "statement.executeQuery(\"SELECT * FROM orders WHERE customer = '\" + name +"
                    + " \"'\")"))
        .lesson(lesson())
        .identity("byCustomer")
        .build();
  }

  static Lesson lesson() {
    return new Lesson(
        "The client's text becomes part of the statement, so that the client can write SQL.",
        "name=x' OR '1'='1",
        "var query = connection.prepareStatement(\"SELECT * FROM orders WHERE customer = ?\");\n"
            + "query.setString(1, name);",
        "Who decides where the value ends and the statement goes on?",
        List.of(
            "https://cwe.mitre.org/data/definitions/89.html",
            "https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",
            "https://owasp.org/www-project-application-security-verification-standard/ (ASVS"
                + " 5.0.0-1.2.4)"));
  }

  static Finding library() {
    return Finding.of("package.vulnerable-component", Severity.HIGH, Confidence.LIKELY)
        .cwe(1395, 502)
        .at(Asset.pkg("maven/com.example/mapper@2.9.8"), Location.line("cart/pom.xml", 26))
        .says(
            "com.example:mapper 2.9.8: reads objects of any class",
            "cart/pom.xml names com.example:mapper 2.9.8, which CVE-2019-0001 affects")
        .fix("set version 2.9.9 in cart/pom.xml line 29")
        .detail("purl", "pkg:maven/com.example/mapper@2.9.8")
        .detail("advisory", "CVE-2019-0001")
        .detail("aliases", "GHSA-aaaa-bbbb-cccc")
        .detail("fixedIn", "2.9.9, 2.12.0")
        .detail("kev", "false")
        .identity("mapper")
        .build();
  }

  static Finding secret() {
    return Finding.of("code.secrets.stripe", Severity.CRITICAL, Confidence.PROVED)
        .cwe(798)
        .at("src/main/resources/shop.properties", 6)
        .says("Stripe key in a file", "Here stands a Stripe secret key: sk_l…vY")
        .fix("Withdraw it at the provider and read the new one from the environment.")
        .detail("preview", "sk_l…vY")
        .detail("hmac", "9f3c")
        .identity("stripe")
        .build();
  }

  static Finding foreignObject() {
    return Finding.of("test.foreign-objects", Severity.HIGH, Confidence.PROVED)
        .cwe(639)
        .at(Asset.endpoint("GET", "http://127.0.0.1:8080/api/orders/{id}"), null)
        .says(
            "Another customer's order can be read",
            "Customer B reads the order of customer A: 200 with the same body.")
        .detail("endpoint", "GET /api/orders/{id}")
        .detail("parameter", "id")
        .identity("orders")
        .build();
  }

  static Finding sample() {
    return Finding.of("code.java.weak-hash", Severity.LOW, Confidence.HEURISTIC)
        .cwe(328)
        .at("src/test/java/shop/注文/注文テスト.java", 12)
        .says("A weak hash", "MD5 is used here.")
        .identity("md5")
        .build();
  }
}
