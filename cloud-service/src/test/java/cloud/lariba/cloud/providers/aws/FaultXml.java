package cloud.lariba.cloud.providers.aws;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Answers in XML, read and written. */
final class FaultXml {

    private FaultXml() {}

    static Document read(FaultAnswer answer) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(answer.body().getBytes()));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException(answer.body().toString(), e);
        }
    }

    static FaultAnswer write(FaultAnswer answer, Document document) {
        try {
            StringWriter text = new StringWriter();
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(text));
            return answer.withBody(Buffer.buffer(text.toString()));
        } catch (TransformerException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** All elements of this name below the node, the node itself not included. */
    static List<Element> all(Node node, String name) {
        NodeList found = node instanceof Document document
                ? document.getElementsByTagName(name)
                : ((Element) node).getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    /** The element's own children of this name. */
    static Stream<Element> children(Element parent, String name) {
        return all(parent, name).stream().filter(child -> child.getParentNode() == parent);
    }

    /** The text of the element's own child of this name, or nothing. */
    static String text(Element parent, String name) {
        return children(parent, name).map(Node::getTextContent).findFirst().orElse("");
    }

    /** The texts of all elements of this name. */
    static List<String> texts(FaultAnswer answer, String name) {
        return all(read(answer), name).stream().map(Node::getTextContent).toList();
    }
}
