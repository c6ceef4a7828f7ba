package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerResizePolicy;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ResourceRequirements;
import dev.rekindle.core.RestartPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a pod spec in the order of {@code ValidatePodSpec} (pkg/apis/core/validation/validation.go). */
final class PodSpecValidation {
    private static final String RESTART_CONTAINER = "RestartContainer";

    private final ValidationVersion version;
    private final RestartFieldsValidation restartFields;
    private final PodSpec spec;
    private final List<FieldError> errors = new ArrayList<>();

    private PodSpecValidation(ValidationVersion version, AllowedFields allowed, PodSpec spec) {
        this.version = version;
        this.restartFields = new RestartFieldsValidation(version, allowed);
        this.spec = spec;
    }

    /** Returns a list that the caller may add to. */
    static List<FieldError> check(PodSpec spec, ValidationVersion version, AllowedFields allowed) {
        PodSpecValidation validation = new PodSpecValidation(version, allowed, spec);
        validation.checkAll();
        return validation.errors;
    }

    private void checkAll() {
        forEach(spec.containers(), "spec.containers", this::checkRegular);
        forEach(spec.initContainers(), "spec.initContainers", this::checkInit);
        forEach(spec.ephemeralContainers(), "spec.ephemeralContainers", this::checkEphemeral);
        RestartPolicy policy = spec.restartPolicy();
        if (!Decider.isKnown(policy)) {
            errors.add(FieldError.notSupported("spec.restartPolicy", policy.value(), "Always", "OnFailure", "Never"));
        }
        Long deadline = spec.activeDeadlineSeconds();
        if (deadline != null && (deadline < 1 || deadline > Integer.MAX_VALUE)) {
            errors.add(PodUpdateValidation.outOfRange(deadline, 1));
        }
    }

    private interface ContainerCheck {
        void check(Container container, String path);
    }

    private static void forEach(List<Container> containers, String path, ContainerCheck check) {
        for (int i = 0; i < containers.size(); i++) {
            check.check(containers.get(i), path + "[" + i + "]");
        }
    }

    private void checkRegular(Container container, String path) {
        checkResizePolicy(container, path);
        checkProbes(container, path);
        errors.addAll(restartFields.regular(container, path));
    }

    private void checkInit(Container container, String path) {
        checkResizePolicy(container, path);
        errors.addAll(restartFields.init(container, path));
        if (AllowedFields.isSidecar(container)) {
            checkProbes(container, path);
        } else {
            forbid(hooksAndProbes(container), path, "may not be set for init containers without restartPolicy=Always");
            checkInitResizePolicy(container, path);
        }
    }

    /** An ephemeral container may have few fields; the order is that of {@code EphemeralContainerCommon}. */
    private void checkEphemeral(Container container, String path) {
        checkResizePolicy(container, path);
        Map<String, Boolean> set = new LinkedHashMap<>();
        ResourceRequirements resources = container.resources();
        set.put("ports", !container.ports().isEmpty());
        set.put(
                "resources",
                resources != null
                        && !(resources.limits().isEmpty()
                                && resources.requests().isEmpty()));
        set.put("resizePolicy", !container.resizePolicy().isEmpty());
        set.put("restartPolicy", container.restartPolicy() != null);
        set.put("restartPolicyRules", !container.restartPolicyRules().isEmpty());
        set.put("livenessProbe", container.livenessProbe() != null);
        set.put("readinessProbe", container.readinessProbe() != null);
        set.put("startupProbe", container.startupProbe() != null);
        set.put("lifecycle", container.lifecycle() != null);
        forbid(set, path, "cannot be set for an Ephemeral Container");
    }

    private static Map<String, Boolean> hooksAndProbes(Container container) {
        Map<String, Boolean> set = new LinkedHashMap<>();
        set.put("lifecycle", container.lifecycle() != null);
        set.put("livenessProbe", container.livenessProbe() != null);
        set.put("readinessProbe", container.readinessProbe() != null);
        set.put("startupProbe", container.startupProbe() != null);
        return set;
    }

    private void forbid(Map<String, Boolean> set, String path, String detail) {
        set.forEach((field, isSet) -> {
            if (isSet) {
                errors.add(FieldError.forbidden(path + "." + field, detail));
            }
        });
    }

    /** Looks at the policy of the pod only, even where the container has its own. */
    private void checkResizePolicy(Container container, String path) {
        for (ContainerResizePolicy resize : container.resizePolicy()) {
            if (spec.restartPolicy().equals(RestartPolicy.NEVER)
                    && !resize.restartPolicy().equals("NotRequired")) {
                errors.add(FieldError.invalid(
                        path + ".resizePolicy", resize.restartPolicy(), version.resizeNeverDetail()));
            }
        }
    }

    private void checkInitResizePolicy(Container container, String path) {
        List<ContainerResizePolicy> policies = container.resizePolicy();
        for (int i = 0; version.initResizeChecked() && i < policies.size(); i++) {
            if (policies.get(i).restartPolicy().equals(RESTART_CONTAINER)) {
                errors.add(FieldError.invalid(
                        path + ".resizePolicy[" + i + "].restartPolicy",
                        RESTART_CONTAINER,
                        "must not be set to 'RestartContainer' for non-sidecar initContainers"));
            }
        }
    }

    private void checkProbes(Container container, String path) {
        checkGracePeriod(container.livenessProbe(), path + ".livenessProbe");
        checkGracePeriod(container.readinessProbe(), path + ".readinessProbe");
        Probe readiness = container.readinessProbe();
        Long grace = readiness == null ? null : readiness.terminationGracePeriodSeconds();
        if (grace != null) {
            errors.add(FieldError.invalid(
                    path + ".readinessProbe.terminationGracePeriodSeconds",
                    grace,
                    "must not be set for readinessProbes"));
        }
        checkGracePeriod(container.startupProbe(), path + ".startupProbe");
    }

    private void checkGracePeriod(@Nullable Probe probe, String path) {
        Long grace = probe == null ? null : probe.terminationGracePeriodSeconds();
        if (grace != null && grace <= 0) {
            errors.add(FieldError.invalid(path + ".terminationGracePeriodSeconds", grace, "must be greater than 0"));
        }
    }
}
