package com.example.controller;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.core.Pod;

/** Pods of fabric8 as Rekindle's. */
final class Pods {
    private static final ObjectMapper MAPPER = new ObjectMapper(); // of Jackson 2, which fabric8 7 has

    private Pods() {}

    /** Keeps what restarts depend on and leaves out the rest: for looking at, not for writing back. */
    static Pod of(io.fabric8.kubernetes.api.model.Pod pod) {
        return MAPPER.convertValue(pod, Pod.class);
    }

    /** {@code namespace/name}, for people. */
    static String name(Pod pod) {
        return pod.metadata().namespace() + "/" + pod.metadata().name();
    }
}
