package dev.rekindle.lifecycle;

import dev.rekindle.core.Container;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.ResourceRequirements;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The quality of service of a pod ({@code ComputePodQOS}, pkg/apis/core/v1/helper/qos/qos.go). */
final class PodQos {
    private static final Set<String> COMPUTE = Set.of("cpu", "memory");

    private final Map<String, BigDecimal> requests = new HashMap<>();
    private final Map<String, BigDecimal> limits = new HashMap<>();
    private boolean isLimited = true;

    private PodQos() {}

    /** {@return the class of the pod; resources of the pod as a whole come before those of its containers} */
    static String of(PodSpec spec) {
        PodQos qos = new PodQos();
        ResourceRequirements ofPod = spec.resources();
        if (ofPod != null && (names(ofPod.requests()) || names(ofPod.limits()))) {
            qos.add(ofPod);
        } else {
            List<Container> containers = new ArrayList<>(spec.containers());
            containers.addAll(spec.initContainers());
            containers.forEach(container -> qos.add(container.resources()));
        }
        return qos.result();
    }

    private static boolean names(Map<String, String> resources) {
        return resources.keySet().stream().anyMatch(COMPUTE::contains);
    }

    private void add(@Nullable ResourceRequirements resources) {
        Map<String, String> own = resources == null ? Map.of() : resources.limits();
        int limited = 0;
        for (String name : COMPUTE) {
            BigDecimal limit = Quantity.parse(own.get(name));
            String request = resources == null ? null : resources.requests().get(name);
            // a limit alone is a request too (SetDefaults_Pod)
            sum(requests, name, request == null ? limit : Quantity.parse(request));
            sum(limits, name, limit);
            limited += limit.signum() > 0 ? 1 : 0;
        }
        isLimited &= limited == COMPUTE.size();
    }

    private static void sum(Map<String, BigDecimal> sums, String name, BigDecimal quantity) {
        if (quantity.signum() > 0) {
            sums.merge(name, quantity, BigDecimal::add);
        }
    }

    private String result() {
        if (requests.isEmpty() && limits.isEmpty()) {
            return "BestEffort";
        }
        boolean isGuaranteed = isLimited
                && requests.size() == limits.size()
                && requests.entrySet().stream().allMatch(e -> isLimit(e.getKey(), e.getValue()));
        return isGuaranteed ? "Guaranteed" : "Burstable";
    }

    private boolean isLimit(String name, BigDecimal request) {
        BigDecimal limit = limits.get(name);
        return limit != null && limit.compareTo(request) == 0;
    }
}
