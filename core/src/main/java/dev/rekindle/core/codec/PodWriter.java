package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.rekindle.core.Pod;
import java.io.Serial;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes pods in the layout of kubectl. */
final class PodWriter {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectWriter JSON = MAPPER.writer(prettyPrinter());
    private static final ObjectWriter YAML = new YAMLMapper(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .stringQuotingChecker(new Quoting())
                    .build())
            .writer();

    private PodWriter() {}

    static String json(Pod pod) {
        return write(JSON, pod);
    }

    static String yaml(Pod pod) {
        return write(YAML, pod);
    }

    private static String write(ObjectWriter writer, Pod pod) {
        ObjectNode tree = MAPPER.valueToTree(pod);
        for (String part : List.of("metadata", "spec", "status")) {
            if (tree.path(part).isEmpty()) {
                tree.remove(part);
            }
        }
        try {
            return writer.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory", e);
        }
    }

    private static DefaultPrettyPrinter prettyPrinter() {
        DefaultIndenter indent = new DefaultIndenter("    ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(indent)
                .withArrayIndenter(indent);
    }

    /** Leaves plain only what no version of YAML can take for anything but a string. */
    private static final class Quoting extends StringQuotingChecker {
        @Serial
        private static final long serialVersionUID = 1L;

        private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./:-]*+");
        /** A plain key of more than 1024 characters is no key to YAML. */
        private static final int MAX_PLAIN = 1000;

        private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

        @Override
        public boolean needToQuoteName(String name) {
            return needToQuoteValue(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return !PLAIN.matcher(value).matches()
                    || value.endsWith(":")
                    || value.contains("::")
                    || value.length() > MAX_PLAIN
                    || WORDS.contains(value.toLowerCase(Locale.ROOT));
        }
    }
}
