package dev.rekindle.core;

import java.time.Instant;
import java.util.List;
import org.immutables.value.Value;

/**
 * A pod sandbox as a runtime reports it (CRI {@code PodSandboxStatus}): what holds the network, the IP and the volumes
 * together while containers come and go.
 */
@Value.Immutable
@RuntimeStyle
public interface Sandbox {
    /** {@return the id given by the runtime} */
    String id();

    /** {@return whether it is alive (CRI {@code SANDBOX_READY})} */
    boolean ready();

    /** {@return how many sandboxes this pod had before, from 0} */
    @Value.Default
    default int attempt() {
        return 0;
    }

    /** {@return when it was created} */
    Instant createdAt();

    /** {@return the address of the pod; empty when it has none (yet)} */
    @Value.Default
    default String ip() {
        return "";
    }

    /** {@return the other addresses of a pod with several (CRI {@code additional_ips})} */
    List<String> additionalIps();

    /** {@return whether it uses the network of the node} */
    @Value.Default
    default boolean hostNetwork() {
        return false;
    }

    /** {@return this sandbox, dead} */
    default Sandbox stopped() {
        return builder().from(this).ready(false).build();
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds sandboxes. */
    final class Builder extends ImmutableSandbox.Builder {
        /** Creates an empty builder. */
        public Builder() {}

        /**
         * Returns the sandbox.
         *
         * @throws IllegalStateException when an attribute without a default was not given
         * @throws IllegalArgumentException when the attempt number is negative
         */
        @Override
        public Sandbox build() {
            Sandbox built = super.build();
            if (built.attempt() < 0) {
                throw new IllegalArgumentException(
                        "attempt: Invalid value: " + built.attempt() + ": expected a number from 0");
            }
            return built;
        }
    }
}
