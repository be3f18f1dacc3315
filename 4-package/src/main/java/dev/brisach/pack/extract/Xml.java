package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An XML element of a manifest with its line. Read without DTDs and without outside entities, so
 * that neither expansion nor a fetch is possible; size and depth are bounded.
 */
final class Xml {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_ELEMENTS = 300_000;
  private static final int MAX_TEXT = 4000;

  private final String name;
  private final int line;
  private final List<Xml> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private Xml(String name, int line) {
    this.name = name;
    this.line = line;
  }

  /** Local name. */
  String name() {
    return name;
  }

  /** Line of the start tag. */
  int line() {
    return line;
  }

  /** Text directly within the element, without space around it. */
  String text() {
    return text.toString().strip();
  }

  List<Xml> children() {
    return children;
  }

  /** The first child of this name, or null. */
  @Nullable Xml child(String wanted) {
    for (Xml child : children) {
      if (child.name.equals(wanted)) {
        return child;
      }
    }
    return null;
  }

  /** The text of a child; null where it is missing or empty. */
  @Nullable String text(String wanted) {
    Xml child = child(wanted);
    return child == null || child.text().isEmpty() ? null : child.text();
  }

  /** The children of the element at a path of names; none where it is missing. */
  List<Xml> at(String... path) {
    Xml here = this;
    for (String step : path) {
      here = here.child(step);
      if (here == null) {
        return List.of();
      }
    }
    return here.children;
  }

  /** Reads a file; what is not well-formed is an {@link Unreadable}. */
  static Xml read(SourceFile file) {
    XMLStreamReader reader = null;
    try {
      reader = factory().createXMLStreamReader(new ByteArrayInputStream(file.bytes()));
      return read(reader);
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
      throw new Unreadable(line, "not well-formed XML");
    } catch (RuntimeException e) {
      if (e instanceof Unreadable) {
        throw e;
      }
      throw new Unreadable(0, "not XML that can be read");
    } finally {
      close(reader);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  private static void close(@Nullable XMLStreamReader reader) {
    if (reader != null) {
      try {
        reader.close();
      } catch (XMLStreamException e) {
        throw new Unreadable(0, "cannot be closed");
      }
    }
  }

  private static Xml read(XMLStreamReader reader) throws XMLStreamException {
    ArrayList<Xml> open = new ArrayList<>();
    Xml root = null;
    int elements = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        Xml element = new Xml(reader.getLocalName(), reader.getLocation().getLineNumber());
        if (open.size() >= MAX_DEPTH || ++elements > MAX_ELEMENTS) {
          throw new Unreadable(element.line, "nested too deeply or too long");
        }
        if (open.isEmpty()) {
          root = element;
        } else {
          open.getLast().children.add(element);
        }
        open.add(element);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open.removeLast();
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        if (!open.isEmpty() && open.getLast().text.length() < MAX_TEXT) {
          open.getLast().text.append(reader.getText());
        }
      } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new Unreadable(
            reader.getLocation().getLineNumber(), "uses an entity of its own, which is not read");
      }
    }
    if (root == null) {
      throw new Unreadable(0, "no XML element");
    }
    return root;
  }
}
