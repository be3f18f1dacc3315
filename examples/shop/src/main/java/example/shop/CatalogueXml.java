package example.shop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Reads {@code <catalogue><product price="499" image="x.svg"><name/><description/></product>}. */
final class CatalogueXml {
  private CatalogueXml() {}

  static List<Product> read(byte[] xml) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      var document = builder.parse(new ByteArrayInputStream(xml));
      var nodes = document.getElementsByTagName("product");
      List<Product> products = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        products.add(product((Element) nodes.item(i)));
      }
      return products;
    } catch (SAXException | NumberFormatException e) {
      throw new HttpError(400, "Not a catalogue: " + e.getMessage());
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Product product(Element element) {
    int price = Integer.parseInt(element.getAttribute("price"));
    if (price < 0) {
      throw new HttpError(400, "A price is not below zero");
    }
    return new Product(
        0,
        text(element, "name"),
        text(element, "description"),
        price,
        element.getAttribute("image"));
  }

  private static String text(Element element, String name) {
    var nodes = element.getElementsByTagName(name);
    if (nodes.getLength() == 0) {
      throw new HttpError(400, "A product has no " + name);
    }
    return nodes.item(0).getTextContent().strip();
  }
}
