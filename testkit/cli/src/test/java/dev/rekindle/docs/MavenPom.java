package dev.rekindle.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** As much of a pom.xml as says what a project needs. What a parent adds is not read. */
final class MavenPom {
    private final Element project;

    private MavenPom(Element project) {
        this.project = project;
    }

    /** Text of the form {@code group:artifact}, and what a pom says beside it. */
    record Dependency(String id, String version, String scope, boolean optional, Set<String> exclusions) {}

    static MavenPom read(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            return new MavenPom(
                    factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    List<Dependency> dependencies() {
        return dependencies(child(project, "dependencies"));
    }

    List<Dependency> managed() {
        Element management = child(project, "dependencyManagement");
        return management == null ? List.of() : dependencies(child(management, "dependencies"));
    }

    String version() {
        return text(project, "version", "");
    }

    private List<Dependency> dependencies(@Nullable Element list) {
        return children(list, "dependency").stream()
                .map(d -> new Dependency(
                        id(d),
                        value(text(d, "version", "")),
                        text(d, "scope", "compile"),
                        text(d, "optional", "false").equals("true"),
                        children(child(d, "exclusions"), "exclusion").stream()
                                .map(this::id)
                                .collect(Collectors.toSet())))
                .toList();
    }

    private String id(Element element) {
        return value(text(element, "groupId", "")) + ":" + value(text(element, "artifactId", ""));
    }

    /** The value of a property, or the text itself. */
    private String value(String text) {
        if (text.equals("${project.groupId}")) {
            Element parent = Objects.requireNonNullElse(child(project, "parent"), project);
            return text(project, "groupId", text(parent, "groupId", ""));
        }
        Element properties = child(project, "properties");
        return text.startsWith("${") && properties != null
                ? text(properties, text.substring(2, text.length() - 1), text)
                : text;
    }

    private static String text(Element parent, String name, String otherwise) {
        Element element = child(parent, name);
        return element == null ? otherwise : element.getTextContent().strip();
    }

    private static @Nullable Element child(Element parent, String name) {
        List<Element> children = children(parent, name);
        return children.isEmpty() ? null : children.get(0);
    }

    private static List<Element> children(@Nullable Element parent, String name) {
        if (parent == null) {
            return List.of();
        }
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeName().equals(name))
                .map(Element.class::cast)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
