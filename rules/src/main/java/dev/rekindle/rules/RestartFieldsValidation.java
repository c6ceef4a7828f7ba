package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodeOperator;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks restart policy and rules of one container: {@code validateContainerRestartPolicy} and {@code
 * validateInitContainerRestartPolicy} of pkg/apis/core/validation/validation.go.
 */
final class RestartFieldsValidation {
    private static final int MAX_RULES = 20;
    private static final int MAX_EXIT_CODES = 255;
    private static final String POLICY_MISSING = "must specify restartPolicy when restart rules are used";
    private static final String ALWAYS = RestartPolicy.ALWAYS.value();
    private static final String RESTART = ContainerRestartRuleAction.RESTART.value();
    private static final String RESTART_ALL = ContainerRestartRuleAction.RESTART_ALL_CONTAINERS.value();

    private final ValidationVersion version;
    private final AllowedFields allowed;

    RestartFieldsValidation(ValidationVersion version, AllowedFields allowed) {
        this.version = version;
        this.allowed = allowed;
    }

    List<FieldError> regular(Container container, String path) {
        if (allowed.rules()) {
            return policyAndRules(container, path);
        }
        return container.restartPolicy() == null
                ? List.of()
                : List.of(FieldError.forbidden(path + ".restartPolicy", "may not be set for non-init containers"));
    }

    List<FieldError> init(Container container, String path) {
        RestartPolicy policy = container.restartPolicy();
        boolean hasRules = !container.restartPolicyRules().isEmpty();
        if (policy == null) {
            return hasRules && version.initRulesNeedPolicy()
                    ? List.of(FieldError.required(path + ".restartPolicy", POLICY_MISSING))
                    : List.of();
        }
        boolean sidecar = AllowedFields.isSidecar(container);
        if (!allowed.rules()) {
            return sidecar
                    ? List.of()
                    : List.of(FieldError.notSupported(path + ".restartPolicy", policy.value(), ALWAYS));
        }
        if (sidecar && hasRules && !allowed.restartAll()) {
            return List.of(FieldError.forbidden(
                    path + ".restartPolicyRules",
                    "restartPolicyRules are not allowed for init containers with restart policy Always"));
        }
        return policyAndRules(container, path);
    }

    private List<FieldError> policyAndRules(Container container, String path) {
        List<FieldError> errors = new ArrayList<>();
        List<ContainerRestartRule> rules = container.restartPolicyRules();
        checkPolicy(container.restartPolicy(), !rules.isEmpty(), path + ".restartPolicy", errors);
        String rulesPath = path + ".restartPolicyRules";
        if (rules.size() > MAX_RULES) {
            errors.add(tooMany(rulesPath, rules.size(), MAX_RULES));
        }
        for (int i = 0; i < rules.size(); i++) {
            checkRule(rules.get(i), rulesPath + "[" + i + "]", errors);
        }
        return errors;
    }

    private static void checkPolicy(
            @Nullable RestartPolicy policy, boolean hasRules, String path, List<FieldError> errors) {
        if (policy == null) {
            if (hasRules) {
                errors.add(FieldError.required(path, POLICY_MISSING));
            }
        } else if (!Decider.isKnown(policy)) {
            errors.add(FieldError.notSupported(path, policy.value(), ALWAYS, "Never", "OnFailure"));
        }
    }

    private void checkRule(ContainerRestartRule rule, String path, List<FieldError> errors) {
        String action = rule.action().value();
        if (!action.equals(RESTART) && !(allowed.restartAll() && action.equals(RESTART_ALL))) {
            boolean listAll = allowed.restartAll() && version.listsAllActions();
            errors.add(
                    listAll
                            ? FieldError.notSupported(path + ".action", action, RESTART, RESTART_ALL)
                            : FieldError.notSupported(path + ".action", action, RESTART));
        }
        ExitCodes exitCodes = rule.exitCodes();
        if (exitCodes == null) {
            errors.add(FieldError.required(path + ".exitCodes", "must be specified"));
        } else {
            checkExitCodes(exitCodes, path + ".exitCodes", errors);
        }
    }

    private void checkExitCodes(ExitCodes exitCodes, String path, List<FieldError> errors) {
        ExitCodeOperator operator = exitCodes.operator();
        if (!operator.equals(ExitCodeOperator.IN) && !operator.equals(ExitCodeOperator.NOT_IN)) {
            errors.add(FieldError.notSupported(path + ".operator", operator.value(), "In", "NotIn"));
        }
        int count = exitCodes.values().size();
        if (count > MAX_EXIT_CODES) {
            errors.add(tooMany(path + ".values", count, MAX_EXIT_CODES));
        }
    }

    private FieldError tooMany(String path, int count, int limit) {
        return version.tooManyItems() ? FieldError.tooMany(path, count, limit) : FieldError.tooLong(path, limit);
    }
}
