package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerPort;
import dev.rekindle.core.ContainerResizePolicy;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.ResourceRequirements;
import dev.rekindle.core.RestartPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a pod spec in the order of {@code ValidatePodSpec} (pkg/apis/core/validation/validation.go). */
final class PodSpecValidation {
    private static final String RESTART_CONTAINER = "RestartContainer";
    private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent", "Never");
    private static final Set<String> PROTOCOLS = Set.of("SCTP", "TCP", "UDP");

    /** {@code strings.TrimSpace}, which also takes no-break spaces for spaces. */
    private static final Pattern SPACE_AT_AN_END = Pattern.compile("^\\p{IsWhite_Space}|\\p{IsWhite_Space}\\z");

    private final ValidationVersion version;
    private final RestartFieldsValidation restartFields;
    private final PodSpec spec;
    private final String path;
    private final List<FieldError> errors = new ArrayList<>();
    private final HandlerValidation handlers;

    /** The names of the regular and init containers so far; a debug container may look at one of these. */
    private final Set<String> names = new HashSet<>();

    private final Set<String> ephemeralNames = new HashSet<>();

    private PodSpecValidation(ValidationVersion version, AllowedFields allowed, PodSpec spec, String path) {
        this.version = version;
        this.restartFields = new RestartFieldsValidation(version, allowed);
        this.spec = spec;
        this.path = path;
        Long grace = spec.terminationGracePeriodSeconds();
        this.handlers =
                new HandlerValidation(grace == null ? Pod.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS : grace, errors);
    }

    /** Returns a list that the caller may add to; the path is that of the spec. */
    static List<FieldError> check(PodSpec spec, String path, ValidationVersion version, AllowedFields allowed) {
        PodSpecValidation validation = new PodSpecValidation(version, allowed, spec, path);
        validation.checkAll();
        return validation.errors;
    }

    /** What is asked of a pod, but not of a pod template ({@code validateContainersOnlyForPod}). */
    static List<FieldError> checkOnlyForPod(PodSpec spec) {
        List<FieldError> errors = new ArrayList<>();
        forEach(spec.containers(), "spec.containers", (container, at) -> checkImageText(container, at, errors));
        forEach(spec.initContainers(), "spec.initContainers", (container, at) -> checkImageText(container, at, errors));
        return errors;
    }

    private void checkAll() {
        if (spec.containers().isEmpty()) {
            errors.add(FieldError.required(path + ".containers", ""));
        }
        forEach(spec.containers(), path + ".containers", this::checkRegular);
        forEach(spec.initContainers(), path + ".initContainers", this::checkInit);
        forEach(spec.ephemeralContainers(), path + ".ephemeralContainers", this::checkEphemeral);
        RestartPolicy policy = spec.restartPolicy();
        if (!Decider.isKnown(policy)) {
            errors.add(
                    FieldError.notSupported(path + ".restartPolicy", policy.value(), "Always", "OnFailure", "Never"));
        }
        Long deadline = spec.activeDeadlineSeconds();
        if (deadline != null && (deadline < 1 || deadline > Integer.MAX_VALUE)) {
            errors.add(PodUpdateValidation.outOfRange(path + ".activeDeadlineSeconds", deadline, 1));
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
        checkCommon(container, path);
        checkUnique(container, names, path);
        handlers.check(container, path);
        errors.addAll(restartFields.regular(container, path));
    }

    private void checkInit(Container container, String path) {
        checkCommon(container, path);
        errors.addAll(restartFields.init(container, path));
        if (!container.name().isEmpty() || names.contains("")) {
            checkUnique(container, names, path);
        }
        if (AllowedFields.isSidecar(container)) {
            handlers.check(container, path);
        } else {
            forbid(hooksAndProbes(container), path, "may not be set for init containers without restartPolicy=Always");
            checkInitResizePolicy(container, path);
        }
    }

    /** An ephemeral container may have few fields; the order is that of {@code EphemeralContainerCommon}. */
    private void checkEphemeral(Container container, String path) {
        checkCommon(container, path);
        checkImageText(container, path, errors);
        if (names.contains(container.name())) {
            errors.add(FieldError.duplicate(path + ".name", container.name()));
        } else {
            checkUnique(container, ephemeralNames, path);
        }
        String target = container.targetContainerName();
        if (target != null && !target.isEmpty() && !names.contains(target)) {
            errors.add(FieldError.notFound(path + ".targetContainerName", target));
        }
        forbid(forbiddenWhenEphemeral(container), path, "cannot be set for an Ephemeral Container");
    }

    private static Map<String, Boolean> forbiddenWhenEphemeral(Container container) {
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
        return set;
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

    /** {@code validateContainerCommon}, as far as restarts are concerned. */
    private void checkCommon(Container container, String path) {
        String name = container.name();
        if (name.isEmpty()) {
            errors.add(FieldError.required(path + ".name", ""));
        } else {
            addInvalid(path + ".name", name, Names.label(name));
        }
        if (container.image().isEmpty()) {
            errors.add(FieldError.required(path + ".image", ""));
        }
        checkPorts(container.ports(), path + ".ports");
        String pull = container.imagePullPolicy();
        if (!pull.isEmpty() && !PULL_POLICIES.contains(pull)) {
            errors.add(FieldError.notSupported(path + ".imagePullPolicy", pull, "Always", "IfNotPresent", "Never"));
        }
        checkResizePolicy(container, path);
    }

    private void checkUnique(Container container, Set<String> before, String path) {
        if (!before.add(container.name())) {
            errors.add(FieldError.duplicate(path + ".name", container.name()));
        }
    }

    private static void checkImageText(Container container, String path, List<FieldError> errors) {
        String image = container.image();
        if (SPACE_AT_AN_END.matcher(image).find()) {
            errors.add(FieldError.invalid(path + ".image", image, "must not have leading or trailing whitespace"));
        }
    }

    private void checkPorts(List<ContainerPort> ports, String path) {
        Set<String> portNames = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            ContainerPort port = ports.get(i);
            String at = path + "[" + i + "]";
            String name = port.name();
            List<String> problems = name.isEmpty() ? List.of() : Names.portName(name);
            addInvalid(at + ".name", name, problems);
            if (!name.isEmpty() && problems.isEmpty() && !portNames.add(name)) {
                errors.add(FieldError.duplicate(at + ".name", name));
            }
            if (port.containerPort() == 0) {
                errors.add(FieldError.required(at + ".containerPort", ""));
            } else {
                addInvalid(at + ".containerPort", port.containerPort(), Names.portNumber(port.containerPort()));
            }
            String protocol = port.protocol();
            if (!protocol.isEmpty() && !PROTOCOLS.contains(protocol)) {
                errors.add(FieldError.notSupported(at + ".protocol", protocol, "SCTP", "TCP", "UDP"));
            }
        }
    }

    private void addInvalid(String field, Object badValue, List<String> details) {
        details.forEach(detail -> errors.add(FieldError.invalid(field, badValue, detail)));
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
}
