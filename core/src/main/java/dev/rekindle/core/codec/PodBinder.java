package dev.rekindle.core.codec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.rekindle.core.IntOrString;
import dev.rekindle.core.Pod;
import dev.rekindle.core.Timestamp;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;

/** Binds trees to pods as strictly as the API server, and says in Kubernetes' terms what does not fit. */
final class PodBinder {
    private static final ObjectMapper MAPPER = mapper();

    private PodBinder() {}

    static Pod bind(JsonNode node) throws JsonMappingException {
        try {
            return MAPPER.treeToValue(node, Pod.class);
        } catch (JsonMappingException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw JsonMappingException.fromUnexpectedIOE(e);
        }
    }

    static JsonPointer path(JsonMappingException e) {
        JsonPointer path = JsonPointer.empty();
        for (JsonMappingException.Reference step : e.getPath()) {
            path = step.getFieldName() == null
                    ? path.appendIndex(step.getIndex())
                    : path.appendProperty(step.getFieldName());
        }
        return path;
    }

    static String problem(JsonMappingException e, JsonNode found, String written) {
        String expected = found.isNull() ? "a value" : expected(type(e));
        String hint = expected.equals("a string") && found.isValueNode() ? ": put it in quotes" : "";
        if (!hint.isEmpty() && !written.isEmpty() && !written.equals(found.asText())) {
            hint += ", " + Shown.quoted(written);
        }
        return "expected " + expected + ", got " + Shown.value(found) + hint;
    }

    private static Class<?> type(JsonMappingException e) {
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return mismatch.getTargetType();
        }
        if (e.getCause() instanceof InputCoercionException tooLarge) {
            return tooLarge.getTargetType();
        }
        return e instanceof ValueInstantiationException value ? value.getType().getRawClass() : Object.class;
    }

    private static String expected(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return "an integer from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
        }
        if (type == long.class || type == Long.class) {
            return "an integer of 64 bits";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class || isOpenEnum(type)) {
            return "a string";
        }
        if (type == Timestamp.class) {
            return "an RFC 3339 time such as 2026-01-01T00:00:00Z";
        }
        if (type == IntOrString.class) {
            return "an integer of 32 bits or a string";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    /** Tells whether the API has a string there: {@code RestartPolicy} and the like. */
    private static boolean isOpenEnum(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        return parts != null && parts.length == 1 && parts[0].getType() == String.class;
    }

    private static ObjectMapper mapper() {
        JsonMapper.Builder mapper = JsonMapper.builder()
                .addModule(new SimpleModule().addDeserializer(String.class, new StrictStringDeserializer()))
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .defaultSetterInfo(JsonSetter.Value.construct(Nulls.SKIP, Nulls.FAIL));
        // A null value of a map is "" to the API server, as Go has it.
        mapper.withConfigOverride(
                Map.class, map -> map.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.AS_EMPTY)));
        return mapper.build();
    }
}
