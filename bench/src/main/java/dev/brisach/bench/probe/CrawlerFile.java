package dev.brisach.bench.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the list of requests that the OWASP Benchmark keeps for crawlers: {@code benchmarkTest}
 * elements with an address and a name, in them the parameters, headers and cookies of one request.
 */
public final class CrawlerFile {
  private CrawlerFile() {}

  /**
   * The requests by the name of their case.
   *
   * @param from beginning of the addresses in the file
   * @param to what stands there instead
   */
  public static SortedMap<String, Seed> read(Path file, String from, String to) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    SortedMap<String, Seed> seeds = new TreeMap<>();
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT
            && xml.getLocalName().equals("benchmarkTest")) {
          String name = attribute(xml, "tcName");
          String url = attribute(xml, "URL");
          seeds.put(
              name, seed(xml, url.startsWith(from) ? to + url.substring(from.length()) : url));
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    return seeds;
  }

  private static Seed seed(XMLStreamReader xml, String url) throws XMLStreamException {
    List<Seed.Field> query = new ArrayList<>();
    List<Seed.Field> form = new ArrayList<>();
    List<Seed.Field> headers = new ArrayList<>();
    List<Seed.Field> cookies = new ArrayList<>();
    for (int event = xml.next();
        event != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("benchmarkTest");
        event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        Seed.Field field = new Seed.Field(attribute(xml, "name"), attribute(xml, "value"));
        switch (xml.getLocalName()) {
          case "getparam" -> query.add(field);
          case "formparam" -> form.add(field);
          case "header" -> headers.add(field);
          case "cookie" -> cookies.add(field);
          default -> throw new XMLStreamException("unknown element " + xml.getLocalName());
        }
      }
    }
    return new Seed(url, query, form, headers, cookies);
  }

  private static String attribute(XMLStreamReader xml, String name) throws XMLStreamException {
    String value = xml.getAttributeValue(null, name);
    if (value == null) {
      throw new XMLStreamException(xml.getLocalName() + " lacks " + name, xml.getLocation());
    }
    return value;
  }
}
