package dev.rekindle.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of third_party/forked/golang/expansion/expand_test.go. */
class ExpansionTest {
    private static final Map<String, String> VARIABLES = Map.of("VAR_A", "A", "VAR_B", "B", "VAR_EMPTY", "");

    @ParameterizedTest
    @CsvSource({
        "$(VAR_A), A",
        "___$(VAR_B)___, ___B___",
        "$(VAR_A)_$(VAR_B)$(VAR_A), A_BA",
        "f000-$$VAR_A, f000-$VAR_A",
        "$$(VAR_A), $(VAR_A)",
        "$$$(VAR_B), $B",
        "$$$$(VAR_A), $$(VAR_A)",
        "$(VAR_NONE), $(VAR_NONE)",
        "foo-$(VAR_EMPTY)-bar, foo--bar",
        "foo$, foo$",
        "$VAR_A, $VAR_A",
        "$(VAR_A, $(VAR_A",
        "$($(VAR_A)), $($(VAR_A))",
        "$(), $()",
        "a${VAR_A}, a${VAR_A}",
    })
    void expands(String text, String expanded) {
        assertThat(Expansion.expand(text, VARIABLES)).isEqualTo(expanded);
    }

    @Test
    void takesWhatWasPutInAsItIs() {
        assertThat(Expansion.expand("$(A)", Map.of("A", "$(A)$$"))).isEqualTo("$(A)$$");
    }

    @Test
    void openedReferencesWithoutAnEndAreText() {
        String text = "$(".repeat(50_000);
        assertThat(Expansion.expand(text, VARIABLES)).isEqualTo(text);
        assertThat(Expansion.expand("$(VAR_A)" + text, VARIABLES)).isEqualTo("A" + text);
    }

    @Test
    void refusesWhatLinuxWouldNotTake() {
        String half = "x".repeat(70_000);
        assertThat(Expansion.expand("$(H)", Map.of("H", half))).isEqualTo(half);
        assertThatThrownBy(() -> Expansion.expand("$(H)$(H)", Map.of("H", half)))
                .hasMessageStartingWith("expected at most 131071 characters");
    }
}
