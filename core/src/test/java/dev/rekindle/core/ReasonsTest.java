package dev.rekindle.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever knows the string of Kubernetes finds the constant. */
class ReasonsTest {
    @Test
    void everyConstantIsNamedAfterItsTextAndStandsOnce() throws IllegalAccessException {
        Set<Object> texts = new HashSet<>();
        for (Class<?> home : new Class<?>[] {Reasons.class, PodConditionType.class}) {
            for (Field field : home.getFields()) {
                String text = (String) field.get(null);
                String name = text.replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_");
                assertThat(field.getName()).isEqualTo(name.toUpperCase(Locale.ROOT));
                assertThat(texts.add(text)).as(text).isTrue();
            }
        }
        assertThat(texts).hasSizeGreaterThan(30);
    }
}
