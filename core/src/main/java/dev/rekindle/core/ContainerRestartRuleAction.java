package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * What a matching restart rule does ({@code restartPolicyRules[].action}).
 *
 * @param value the string of the Kubernetes API; any string is legal here, validation reports the unknown ones
 */
public record ContainerRestartRuleAction(@JsonValue String value) {
    /** Restart the container that exited (KEP-5307). */
    public static final ContainerRestartRuleAction RESTART = new ContainerRestartRuleAction("Restart");

    /** Restart every container of the pod in place (KEP-5532). */
    public static final ContainerRestartRuleAction RESTART_ALL_CONTAINERS =
            new ContainerRestartRuleAction("RestartAllContainers");

    /** Rejects null. */
    public ContainerRestartRuleAction {
        Objects.requireNonNull(value, "value: Required value: expected the string of the Kubernetes API");
    }

    /**
     * Returns the constant of that value where there is one, else a new value.
     *
     * @param value the string of the Kubernetes API
     * @return the value
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ContainerRestartRuleAction of(String value) {
        Objects.requireNonNull(value, "value: Required value: expected the string of the Kubernetes API");
        return switch (value) {
            case "Restart" -> RESTART;
            case "RestartAllContainers" -> RESTART_ALL_CONTAINERS;
            default -> new ContainerRestartRuleAction(value);
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
