package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.core.Proof;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.testkit.RawServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Directories, XML and document stores: pairs that differ in whether they are true. */
class TrueAndFalseInjectionTest {
  private static final Pattern NOT =
      Pattern.compile(
          "^\\(&\\(objectClass=person\\)\\(cn=(\\w+)\\)"
              + "(?:\\((!\\()?objectClass=(\\w+|\\*)\\)?\\))?\\)$");
  private static final String BROKEN = RawServer.http(500, "bad filter");

  /** A directory with one person, tea, whose filter is joined from text. */
  private static String directory(String cn) {
    Matcher filter = NOT.matcher("(&(objectClass=person)(cn=" + cn + "))");
    if (!filter.matches()) {
      return BROKEN;
    }
    boolean second =
        filter.group(3) == null
            || Set.of("person", "*").contains(filter.group(3)) != (filter.group(2) != null);
    return filter.group(1).equals("tea") && second
        ? RawServer.http(200, "1 entry: tea, room 12")
        : RawServer.http(200, "no entry");
  }

  /** The same with its input escaped. */
  private static String escaped(String cn) {
    StringBuilder safe = new StringBuilder();
    for (char c : cn.toCharArray()) {
      safe.append("()*\\".indexOf(c) < 0 ? String.valueOf(c) : "\\" + Integer.toHexString(c));
    }
    return RawServer.http(200, safe.toString().equals("tea") ? "1 entry: tea" : "no entry");
  }

  private static List<Finding> found(Detector detector, Function<String, String> service) {
    return Probing.of(detector, "tea", service).findings;
  }

  private static void assertProved(List<Finding> findings) {
    assertThat(findings)
        .isNotEmpty()
        .allSatisfy(finding -> {
          assertThat(finding.confidence()).isEqualTo(Confidence.PROVED);
          assertThat(finding.proof().steps())
              .extracting(Proof.Step::role)
              .containsExactly(
                  Proof.Role.ATTACK, Proof.Role.CONTROL, Proof.Role.REPEAT, Proof.Role.CONTROL);
        });
  }

  @Test
  void aFilterThatTheInputEndsIsProved() {
    assertProved(found(new LdapInjection(), TrueAndFalseInjectionTest::directory));
  }

  @Test
  void anEscapedFilterIsNoFlaw() {
    assertThat(found(new LdapInjection(), TrueAndFalseInjectionTest::escaped)).isEmpty();
    assertThat(found(new LdapInjection(), cn -> BROKEN)).isEmpty();
  }

  @Test
  void aStarThatTheServiceOffersIsNoFlaw() {
    assertThat(
            found(
                new LdapInjection(),
                cn ->
                    RawServer.http(
                        200, cn.equals("tea") || cn.equals("*") ? "1 entry: tea" : "no entry")))
        .isEmpty();
  }

  @Test
  void aServiceThatReactsToOneCharacterHasNoDirectory() {
    assertThat(
            found(
                new LdapInjection(),
                cn -> RawServer.http(200, cn.contains("!") ? "1 entry: tea" : "no entry")))
        .isEmpty();
    assertThat(
            found(
                new LdapInjection(),
                cn -> RawServer.http(200, cn.contains("!") ? "no entry" : "1 entry: tea")))
        .isEmpty();
  }

  /** Searches real XML by a real expression. */
  private static String search(String q, boolean bound) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      Document document = factory.newDocumentBuilder().newDocument();
      document
          .appendChild(document.createElement("shop"))
          .appendChild(document.createElement("item"))
          .appendChild(document.createElement("name"))
          .setTextContent("tea");
      XPath xpath = XPathFactory.newInstance().newXPath();
      xpath.setXPathVariableResolver(name -> q);
      String told =
          xpath.evaluate(
              bound ? "count(//item[name=$q])" : "count(//item[name='" + q + "'])", document);
      return RawServer.http(200, told.equals("0") ? "nothing" : "found " + told + " item");
    } catch (XPathExpressionException e) {
      return RawServer.http(500, "bad expression");
    } catch (javax.xml.parsers.ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anExpressionThatTheInputEndsIsProved() {
    assertProved(found(new XpathInjection(), q -> search(q, false)));
  }

  @Test
  void aVariableOfAnExpressionIsNoFlaw() {
    assertThat(found(new XpathInjection(), q -> search(q, true))).isEmpty();
    assertThat(found(new XpathInjection(), q -> RawServer.http(500, "oops"))).isEmpty();
  }

  /** A store whose handler takes {@code q[$ne]=x} as an operator, or only plain text. */
  private static Function<String, String> store(boolean operators) {
    return line -> {
      String target = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
      if (!target.startsWith("/list?")) {
        return RawServer.http(404, "no such page");
      }
      Map<String, String> query = new HashMap<>();
      for (String pair : target.substring(6).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
      }
      Stream<String> all = Stream.of("tea", "coffee", "water");
      if (query.containsKey("q")) {
        return told(all.filter(one -> one.equals(query.get("q"))));
      }
      if (operators && query.containsKey("q[$eq]")) {
        return told(all.filter(one -> one.equals(query.get("q[$eq]"))));
      }
      if (operators && query.containsKey("q[$ne]")) {
        return told(all.filter(one -> !one.equals(query.get("q[$ne]"))));
      }
      return RawServer.http(400, "q is missing");
    };
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String told(Stream<String> found) {
    return RawServer.http(200, "found: " + found.toList());
  }

  private static List<Finding> operators(Function<String, String> service) {
    return Probing.of(
            new NosqlInjection(),
            Effect.TRAFFIC,
            Exchange.Request.of("GET", "/list?q=tea"),
            service)
        .findings;
  }

  @Test
  void anOperatorInTheNameIsProved() {
    assertProved(operators(store(true)));
  }

  @Test
  void aServiceThatTakesTextOnlyHasNoOperators() {
    assertThat(operators(store(false))).isEmpty();
    assertThat(operators(line -> RawServer.http(500, "oops"))).isEmpty();
    assertThat(operators(line -> RawServer.http(200, "hello"))).isEmpty();
  }
}
