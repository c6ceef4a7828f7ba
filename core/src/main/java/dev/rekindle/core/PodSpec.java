package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The desired pod, as far as restarts touch it.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
    "restartPolicy",
    "terminationGracePeriodSeconds",
    "activeDeadlineSeconds",
    "nodeName",
    "hostname",
    "hostNetwork",
    "volumes",
    "readinessGates",
    "initContainers",
    "containers",
    "ephemeralContainers",
    "resources"
})
public interface PodSpec {
    /** {@return the restart policy of the pod, {@code Always} when not given} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Value.Default
    default RestartPolicy restartPolicy() {
        return RestartPolicy.ALWAYS;
    }

    /** {@return seconds between SIGTERM and SIGKILL, or null for the default, {@value Pod#DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS}} */
    @Nullable
    Long terminationGracePeriodSeconds();

    /** {@return seconds after the start time at which the pod is failed, or null} */
    @Nullable
    Long activeDeadlineSeconds();

    /** {@return the node it is bound to, may be empty} */
    @Value.Default
    default String nodeName() {
        return "";
    }

    /** {@return the host name, may be empty} */
    @Value.Default
    default String hostname() {
        return "";
    }

    /** {@return whether the pod shares the network of the node} */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    @Value.Default
    default boolean hostNetwork() {
        return false;
    }

    /** {@return the volumes; a restart in place keeps them} */
    List<Volume> volumes();

    /** {@return the readiness gates} */
    List<PodReadinessGate> readinessGates();

    /** {@return the init containers and sidecars, in order of start} */
    List<Container> initContainers();

    /** {@return the regular containers} */
    List<Container> containers();

    /** {@return the ephemeral (debug) containers} */
    List<Container> ephemeralContainers();

    /** {@return the resources of the pod as a whole (KEP-2837), or null} */
    @Nullable
    ResourceRequirements resources();

    /**
     * Tells whether some init container or regular container has a rule with that action. Ephemeral containers
     * have no rules.
     *
     * @param action the action to look for
     * @return whether a rule names it, matched or not
     */
    default boolean hasRule(ContainerRestartRuleAction action) {
        Objects.requireNonNull(action, "action: Required value: expected the action to look for");
        for (Container container : initContainers()) {
            if (container.hasRule(action)) {
                return true;
            }
        }
        for (Container container : containers()) {
            if (container.hasRule(action)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the containers of every kind, in the order of {@code VisitContainers} (pkg/api/v1/pod/util.go).
     *
     * @return the init containers and sidecars, the regular containers, the ephemeral containers
     */
    default List<Container> allContainers() {
        List<Container> all = new ArrayList<>(initContainers().size()
                + containers().size()
                + ephemeralContainers().size());
        all.addAll(initContainers());
        all.addAll(containers());
        all.addAll(ephemeralContainers());
        return Collections.unmodifiableList(all);
    }

    /**
     * Returns the container of that name, of whatever kind.
     *
     * @param name the name
     * @return the first one in the order of {@link #allContainers}, or null
     */
    default @Nullable Container container(String name) {
        Objects.requireNonNull(name, "name: Required value: expected the name of a container");
        for (List<Container> list : List.of(initContainers(), containers(), ephemeralContainers())) {
            for (Container container : list) {
                if (container.name().equals(name)) {
                    return container;
                }
            }
        }
        return null;
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static PodSpec fromJson(ImmutablePodSpec.Json json) {
        return ImmutablePodSpec.fromJson(json);
    }

    /** Builds {@link PodSpec} values. */
    final class Builder extends ImmutablePodSpec.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
