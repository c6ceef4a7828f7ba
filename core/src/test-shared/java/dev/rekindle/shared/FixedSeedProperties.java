package dev.rekindle.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Two properties draw the same values when their seed is fixed, and only then. */
class FixedSeedProperties {
    private static final List<Long> ONE = new ArrayList<>();
    private static final List<Long> OTHER = new ArrayList<>();

    @Property(tries = 20)
    void draws(@ForAll long value) {
        ONE.add(value);
    }

    @Property(tries = 20)
    void drawsToo(@ForAll long value) {
        OTHER.add(value);
    }

    @AfterContainer
    static void theyDrewTheSame() {
        assertThat(ONE).hasSize(20);
        assertThat(ONE.equals(OTHER)).as("drew %s and %s", ONE, OTHER).isEqualTo(FixedSeed.isFixed());
    }
}
