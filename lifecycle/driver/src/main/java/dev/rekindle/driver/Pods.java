package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerPort;
import dev.rekindle.core.IntOrString;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import java.io.IOException;
import java.time.Duration;

/** Looks things up in a pod. */
final class Pods {
    private Pods() {}

    /** How the kubelet writes a pod in messages ({@code format.Pod}, pkg/kubelet/util/format). */
    static String format(Pod pod) {
        PodMetadata metadata = inNamespace(pod).metadata();
        return metadata.name() + "_" + metadata.namespace() + "(" + metadata.uid() + ")";
    }

    /** A manifest that no API server has seen may have no namespace; then it is in {@code default}. */
    static Pod inNamespace(Pod pod) {
        if (!pod.metadata().namespace().isEmpty()) {
            return pod;
        }
        PodMetadata metadata =
                PodMetadata.builder().from(pod.metadata()).namespace("default").build();
        return Pod.builder().from(pod).metadata(metadata).build();
    }

    /**
     * What a lifecycle is compiled from: all but the status and the generation, which it reads from the newest object
     * at every step, and which change with every status that is published.
     */
    static Pod compiledPart(Pod pod) {
        PodMetadata metadata = PodMetadata.builder()
                .from(inNamespace(pod).metadata())
                .generation(null)
                .build();
        return Pod.builder().metadata(metadata).spec(pod.spec()).build();
    }

    /** How long a container of this pod has to end when nothing else is said. */
    static Duration gracePeriod(Pod pod) {
        Long deletion = pod.metadata().deletionGracePeriodSeconds();
        Long spec = pod.spec().terminationGracePeriodSeconds();
        if (deletion != null) {
            return Duration.ofSeconds(deletion);
        }
        return Duration.ofSeconds(spec != null ? spec : Pod.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS);
    }

    /** The number of a port that may be given by name ({@code ResolveContainerPort} of pkg/probe/util.go). */
    static int port(IntOrString port, Container container) throws IOException {
        int number = number(port, container);
        if (number < 1 || number > 65535) {
            throw new IOException("invalid port number: " + number);
        }
        return number;
    }

    /** The host of a probe or hook: its own, or the address of the pod. */
    static String host(String host, String podIp) throws IOException {
        if (!host.isEmpty()) {
            return host;
        }
        if (podIp.isEmpty()) {
            throw new IOException("the pod has no address");
        }
        return podIp;
    }

    private static int number(IntOrString port, Container container) throws IOException {
        if (port.value() instanceof Integer number) {
            return number;
        }
        for (ContainerPort named : container.ports()) {
            if (named.name().equals(port.value())) {
                return named.containerPort();
            }
        }
        try {
            return Integer.parseInt(port.toString());
        } catch (NumberFormatException e) {
            throw new IOException("port " + port + " not found in container " + container.name(), e);
        }
    }
}
