package dev.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldErrorTest {
    private static final Pod POD =
            Pod.builder().metadata(PodMetadata.builder().name("p").build()).build();
    private static final FieldError ONE = FieldError.forbidden("spec", "no");
    private static final FieldError TWO = FieldError.invalid("spec.x", "y", "bad");

    @Test
    void typesAreReasonsOfStatusCauses() {
        assertThat(FieldError.Type.values())
                .extracting(FieldError.Type::toString)
                .containsExactly(
                        "FieldValueRequired",
                        "FieldValueNotSupported",
                        "FieldValueInvalid",
                        "FieldValueDuplicate",
                        "FieldValueNotFound",
                        "FieldValueForbidden",
                        "FieldValueTooMany",
                        "FieldValueTooLong");
    }

    @Test
    void messagesReadAsInGo() {
        assertThat(FieldError.required("f", "").message()).isEqualTo("f: Required value");
        assertThat(FieldError.required("f", "d").message()).isEqualTo("f: Required value: d");
        assertThat(FieldError.forbidden("f", "d").message()).isEqualTo("f: Forbidden: d");
        assertThat(FieldError.invalid("f", "x", "d").message()).isEqualTo("f: Invalid value: \"x\": d");
        assertThat(FieldError.invalid("f", 7L, "d").message()).isEqualTo("f: Invalid value: 7: d");
        assertThat(FieldError.invalid("f", null, "d").message()).isEqualTo("f: Invalid value: null: d");
        assertThat(FieldError.notSupported("f", "x", "a", "b").message())
                .isEqualTo("f: Unsupported value: \"x\": supported values: \"a\", \"b\"");
        assertThat(FieldError.tooMany("f", 21, 20).body()).isEqualTo("Too many: 21: must have at most 20 items");
        assertThat(FieldError.tooLong("f", 20).body()).isEqualTo("Too long: may not be more than 20 bytes");
    }

    @Test
    void partsAreNotNull() {
        assertThatNullPointerException().isThrownBy(() -> FieldError.forbidden("f", nothing()));
        assertThatNullPointerException().isThrownBy(() -> FieldError.forbidden(nothing(), "d"));
    }

    @Test
    void aResultTellsEachErrorOnce() {
        PodValidation.Result none = new PodValidation.Result(List.of(), POD);
        assertThat(none.statusMessage()).isEmpty();
        assertThat(none.kubectlMessage()).isEmpty();

        PodValidation.Result one = new PodValidation.Result(List.of(ONE, ONE), POD);
        assertThat(one.statusMessage()).isEqualTo("Pod \"p\" is invalid: spec: Forbidden: no");
        assertThat(one.kubectlMessage()).isEqualTo("The Pod \"p\" is invalid: spec: Forbidden: no");

        PodValidation.Result two = new PodValidation.Result(List.of(ONE, TWO), POD);
        assertThat(two.statusMessage())
                .isEqualTo("Pod \"p\" is invalid: [spec: Forbidden: no, spec.x: Invalid value: \"y\": bad]");
        assertThat(two.kubectlMessage())
                .isEqualTo("The Pod \"p\" is invalid: \n* spec: Forbidden: no\n* spec.x: Invalid value: \"y\": bad");
    }

    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }
}
