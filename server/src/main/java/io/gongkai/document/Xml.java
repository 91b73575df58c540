package io.gongkai.document;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML as it comes, so that a file of any length costs no memory. Attributes are given as name, value, name, value. */
final class Xml implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    private final BufferedOutputStream buffer;
    private final XMLStreamWriter xml;

    /** @param out stays open */
    Xml(OutputStream out) throws IOException {
        this.buffer = new BufferedOutputStream(out, BUFFER);
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(buffer, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    Xml open(String name, String... attributes) throws IOException {
        try {
            xml.writeStartElement(name);
            attributes(attributes);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return this;
    }

    Xml shut() throws IOException {
        try {
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return this;
    }

    Xml empty(String name, String... attributes) throws IOException {
        try {
            xml.writeEmptyElement(name);
            attributes(attributes);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return this;
    }

    /** Characters that XML cannot hold are left out. */
    Xml text(String text) throws IOException {
        try {
            xml.writeCharacters(allowed(text));
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return this;
    }

    Xml element(String name, String text) throws IOException {
        return open(name).text(text).shut();
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (var at = 0; at < attributes.length; at += 2) {
            xml.writeAttribute(attributes[at], allowed(attributes[at + 1]));
        }
    }

    private static String allowed(String text) {
        return text.codePoints().allMatch(Xml::isAllowed)
                ? text
                : text.codePoints()
                        .filter(Xml::isAllowed)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
    }

    private static boolean isAllowed(int sign) {
        return sign >= ' ' && sign < Character.MIN_SURROGATE
                || sign > Character.MAX_SURROGATE && sign != 0xFFFE && sign != 0xFFFF
                || sign == '\t'
                || sign == '\n'
                || sign == '\r';
    }

    @Override
    public void close() throws IOException {
        try {
            xml.writeEndDocument();
            xml.flush();
            xml.close();
            buffer.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
