package dev.rekindle.core.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar of YAML is in JSON, as kubectl takes it (goyaml.v2/resolve.go of sigs.k8s.io/yaml): YAML 1.1, without
 * sexagesimals, with the integers of Go, and with a decimal where an octal number has the digit 8 or 9. Dates are text.
 */
final class Scalars {
    private static final String TAG = "tag:yaml.org,2002:";
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
    private static final Pattern FRACTION =
            Pattern.compile("[-+]?(?:\\.[0-9]++|[0-9]++(?:\\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?");
    private static final Pattern SEPARATED = Pattern.compile("\\.[0-9][0-9_]*+(?:[eE][-+]?[0-9]++)?");
    private static final int MAX_DIGITS = 1000;

    /** From here on Go writes a float64 with an exponent (encoding/json/encode.go), which no integer field takes. */
    private static final BigDecimal EXPONENT = new BigDecimal("1e21");

    private Scalars() {}

    /**
     * Returns the value of a scalar.
     *
     * @param tag the tag in full, or null
     * @throws IllegalArgumentException when it does not fit its tag, or JSON; the message says why
     */
    static JsonNode resolve(@Nullable String tag, String text, boolean plain) {
        if (tag == null) {
            return plain ? plain(text) : TextNode.valueOf(text);
        }
        JsonNode value = plain(text);
        boolean fits = switch (tag) {
            case TAG + "bool" -> value.isBoolean();
            case TAG + "int" ->
                value.isIntegralNumber() && INTEGER.matcher(digits(text)).matches();
            case TAG + "float" -> value.isNumber();
            case TAG + "null" -> value.isNull();
            default -> false;
        };
        if (fits) {
            return value;
        }
        return switch (tag) {
            case TAG + "bool", TAG + "int", TAG + "float", TAG + "null" ->
                throw new IllegalArgumentException("not a " + tag.substring(TAG.length()) + ": " + Shown.quoted(text));
            case TAG + "binary" -> binary(text);
            default -> TextNode.valueOf(text);
        };
    }

    private static JsonNode plain(String text) {
        if (text.isEmpty()) {
            return NullNode.instance;
        }
        char first = text.charAt(0);
        if ("-+.0123456789".indexOf(first) >= 0) {
            return number(text, first);
        }
        if (NULL.contains(text)) {
            return NullNode.instance;
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return BooleanNode.valueOf(TRUE.contains(text));
        }
        return TextNode.valueOf(text);
    }

    private static JsonNode number(String text, char first) {
        if (NOT_FINITE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a number of JSON: " + Shown.quoted(text));
        }
        if (first == '.' && !SEPARATED.matcher(text).matches()) {
            return TextNode.valueOf(text);
        }
        String digits = digits(text);
        Matcher integer = INTEGER.matcher(digits);
        boolean whole = integer.matches();
        if (!whole && !FRACTION.matcher(digits).matches()) {
            return TextNode.valueOf(text);
        }
        if (digits.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("a number is too long");
        }
        if (whole) {
            BigInteger value = magnitude(integer);
            return integer(first == '-' ? value.negate() : value);
        }
        // A number beyond float64 is a text to goyaml.
        return Double.isInfinite(Double.parseDouble(digits))
                ? TextNode.valueOf(text)
                : fraction(new BigDecimal(digits), digits);
    }

    private static String digits(String text) {
        return text.indexOf('_') < 0 ? text : text.replace("_", "");
    }

    private static BigInteger magnitude(Matcher integer) {
        int[] radixes = {16, 2, 8, 10};
        for (int i = 0; i < radixes.length; i++) {
            if (integer.group(i + 1) != null) {
                return new BigInteger(integer.group(i + 1), radixes[i]);
            }
        }
        throw new IllegalStateException("a pattern with four groups");
    }

    /** A number as Go hands it on: a float64, written without a fraction where it has none. */
    static JsonNode fraction(BigDecimal value, String digits) {
        double rounded = Double.parseDouble(digits);
        if (rounded == Math.rint(rounded) && Math.abs(rounded) < EXPONENT.doubleValue()) {
            return integer(new BigDecimal(rounded).toBigInteger());
        }
        return JsonNodeFactory.instance.numberNode(value);
    }

    static JsonNode integer(BigInteger value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value.bitLength() < Integer.SIZE) {
            return nodes.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? nodes.numberNode(value.longValue()) : nodes.numberNode(value);
    }

    private static JsonNode binary(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
            return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not base64, as !!binary asks for: " + Shown.quoted(text), e);
        }
    }
}
