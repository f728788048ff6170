package sparkify.cluster;

import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes Hadoop's configuration file format. */
final class ConfigurationXml {
  private ConfigurationXml() {}

  static String render(Map<String, String> properties) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeComment(
          " Written by 'local up' from the settings of app.conf; changes here are lost. ");
      xml.writeCharacters("\n");
      xml.writeStartElement("configuration");
      for (var property : properties.entrySet()) {
        property(xml, property.getKey(), property.getValue());
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Cannot render " + properties, e);
    }
    return text + "\n";
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("property");
    element(xml, "name", name);
    element(xml, "value", value);
    xml.writeEndElement();
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
