package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.Probe;

/**
 * Runs one probe once, without thresholds. {@link #standard} knows {@code exec}, {@code httpGet} and
 * {@code tcpSocket}; a custom kubelet that wants {@code grpc} puts its own in front of it.
 */
@FunctionalInterface
public interface ProbeRunner {
    /**
     * Runs a probe.
     *
     * @param probe what to do, and how long it may take
     * @param target in which container
     * @return what came of it; a timeout is a failure
     * @throws ContainerRuntimeException when it could not be run; that counts neither as success nor as failure
     */
    Outcome run(Probe probe, Target target) throws ContainerRuntimeException;

    /** What is probed. Made by the driver; there may be more to ask of it one day. */
    interface Target {
        /** {@return the container of the spec} */
        Container container();

        /** {@return its id} */
        String containerId();

        /** {@return the address of the pod, may be empty} */
        String podIp();
    }

    /**
     * What came of one probe. Closed for good: a record.
     *
     * @param success whether it succeeded
     * @param output why not, for people; may be empty
     */
    record Outcome(boolean success, String output) {
        /** A success. */
        public static final Outcome SUCCESS = new Outcome(true, "");

        /**
         * A failure.
         *
         * @param output why
         * @return the outcome
         */
        public static Outcome failure(String output) {
            return new Outcome(false, output);
        }
    }

    /**
     * The probes that need nothing but the runtime and the network of the pod. HTTP probes follow redirects within
     * the same host, 10 at most, and do not check certificates, as the kubelet's.
     *
     * @param runtime runs the commands of {@code exec} probes
     * @return the runner; it throws for {@code grpc}
     */
    static ProbeRunner standard(ContainerRuntime runtime) {
        return new StandardProbeRunner(Arguments.required(runtime, "runtime", "what runs commands in containers"));
    }
}
