package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A container of a pod: an entry of {@code containers}, {@code initContainers} or {@code ephemeralContainers}.
 * Holds what restarts touch; other fields of a manifest are not kept.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
    "name",
    "image",
    "imagePullPolicy",
    "command",
    "args",
    "workingDir",
    "ports",
    "env",
    "volumeMounts",
    "resources",
    "resizePolicy",
    "restartPolicy",
    "restartPolicyRules",
    "lifecycle",
    "livenessProbe",
    "readinessProbe",
    "startupProbe",
    "targetContainerName"
})
public interface Container {
    /** {@return the name, unique in the pod} */
    @Value.Default
    default String name() {
        return "";
    }

    /** {@return the image, may be empty} */
    @Value.Default
    default String image() {
        return "";
    }

    /** {@return the pull policy, may be empty} */
    @Value.Default
    default String imagePullPolicy() {
        return "";
    }

    /** {@return the entrypoint; empty means that of the image} */
    List<String> command();

    /** {@return the arguments of the entrypoint} */
    List<String> args();

    /** {@return the working directory; empty means that of the image} */
    @Value.Default
    default String workingDir() {
        return "";
    }

    /** {@return the ports} */
    List<ContainerPort> ports();

    /** {@return the environment} */
    List<EnvVar> env();

    /** {@return the mounts} */
    List<VolumeMount> volumeMounts();

    /** {@return the compute resources, or null} */
    @Nullable
    ResourceRequirements resources();

    /** {@return what a resize does} */
    List<ContainerResizePolicy> resizePolicy();

    /** {@return the policy of this container (KEP-5307), or null for that of the pod; {@code Always} on an init
     * container makes it a sidecar (KEP-753)} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable
    RestartPolicy restartPolicy();

    /** {@return the restart rules, in order of evaluation (KEP-5307); at most 20 in a valid pod} */
    List<ContainerRestartRule> restartPolicyRules();

    /** {@return the hooks, or null} */
    @Nullable
    LifecycleHooks lifecycle();

    /** {@return the liveness probe, or null} */
    @Nullable
    Probe livenessProbe();

    /** {@return the readiness probe, or null} */
    @Nullable
    Probe readinessProbe();

    /** {@return the startup probe, or null} */
    @Nullable
    Probe startupProbe();

    /** {@return for an ephemeral container the container it looks at, or null} */
    @Nullable
    String targetContainerName();

    /**
     * Tells whether some rule of this container has that action.
     *
     * @param action the action to look for
     * @return whether a rule names it, matched or not
     */
    default boolean hasRule(ContainerRestartRuleAction action) {
        Objects.requireNonNull(action, "action: Required value: expected the action to look for");
        for (ContainerRestartRule rule : restartPolicyRules()) {
            if (rule.action().equals(action)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the hook that runs right after this container started, or null} */
    default @Nullable LifecycleHandler postStart() {
        LifecycleHooks hooks = lifecycle();
        return hooks == null ? null : hooks.postStart();
    }

    /** {@return the hook that runs before this container is stopped, or null} */
    default @Nullable LifecycleHandler preStop() {
        LifecycleHooks hooks = lifecycle();
        return hooks == null ? null : hooks.preStop();
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Container fromJson(ImmutableContainer.Json json) {
        return ImmutableContainer.fromJson(json);
    }

    /** Builds {@link Container} values. */
    final class Builder extends ImmutableContainer.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
