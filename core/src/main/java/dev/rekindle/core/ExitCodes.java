package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The exit codes of a restart rule ({@code restartPolicyRules[].exitCodes}, KEP-5307).
 *
 * @param operator how the codes relate to the exit code; empty when the manifest gives none
 * @param values the codes, any int32; at most 255 in a valid pod
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExitCodes(ExitCodeOperator operator, List<Integer> values) {
    private static final ExitCodeOperator NONE = ExitCodeOperator.of("");

    /** Reads what a manifest leaves out as empty. */
    @SuppressWarnings("ConstantValue")
    public ExitCodes(@Nullable ExitCodeOperator operator, @Nullable List<Integer> values) {
        this.operator = operator == null ? NONE : operator;
        this.values = values == null ? List.of() : copy(values);
    }

    private static List<Integer> copy(List<Integer> values) {
        for (Integer value : values) {
            Objects.requireNonNull(value, "values: Required value: expected exit codes, one is null");
        }
        return List.copyOf(values);
    }

    /**
     * Codes of which the exit code must be one.
     *
     * @param values the codes
     * @return {@code In values}
     */
    public static ExitCodes in(int... values) {
        return new ExitCodes(ExitCodeOperator.IN, boxed(values));
    }

    /**
     * Codes of which the exit code must be none.
     *
     * @param values the codes
     * @return {@code NotIn values}
     */
    public static ExitCodes notIn(int... values) {
        return new ExitCodes(ExitCodeOperator.NOT_IN, boxed(values));
    }

    private static List<Integer> boxed(int[] values) {
        Objects.requireNonNull(values, "values: Required value: expected exit codes");
        return Arrays.stream(values).boxed().toList();
    }

    @Override
    public String toString() {
        return operator + " " + values;
    }
}
