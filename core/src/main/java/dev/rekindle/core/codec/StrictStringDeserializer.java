package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes strings only, and numbers too where the API has a quantity ({@code cpu: 1}).
 */
final class StrictStringDeserializer extends StdScalarDeserializer<String> implements ContextualDeserializer {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Set<String> QUANTITIES = Set.of("limits", "requests", "sizeLimit");

    private final boolean quantity;

    StrictStringDeserializer() {
        this(false);
    }

    private StrictStringDeserializer(boolean quantity) {
        super(String.class);
        this.quantity = quantity;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        return new StrictStringDeserializer(property != null && QUANTITIES.contains(property.getName()));
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING)
                || (quantity && parser.currentToken().isNumeric())) {
            return parser.getText();
        }
        return (String) context.handleUnexpectedToken(String.class, parser);
    }

    @Override
    public String getEmptyValue(DeserializationContext context) {
        return "";
    }
}
