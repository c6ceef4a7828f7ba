package dev.rekindle.shared;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every property the same seed in every build, so that a commit is red or green and not now and then. The system
 * property {@code tests.seed} is another seed, or {@code random}: one of its own for every property and run. jqwik
 * prints the seed of a property that fails.
 *
 * <p>jqwik finds this class by {@code META-INF/services} and asks it about every property of the module. One source for
 * the tests of all modules: their POMs add this directory.
 */
public final class FixedSeed implements AroundPropertyHook {
    private static final String DEFAULT = "5532";
    private static final String RANDOM = "random";

    /** Made by jqwik. */
    public FixedSeed() {}

    /** Whether properties have a seed that is known before. */
    static boolean isFixed() {
        return !setting().equals(RANDOM);
    }

    private static String setting() {
        String set = System.getProperty("tests.seed", "");
        return set.isEmpty() ? DEFAULT : set;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        if (isFixed() && context.attributes().seed().isEmpty()) {
            context.attributes().setSeed(setting());
        }
        return property.execute();
    }
}
