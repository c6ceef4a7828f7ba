package dev.rekindle.rules;

import dev.rekindle.core.KubernetesVersion;

/**
 * In which details the validation of one Kubernetes version differs from that of others.
 *
 * @param restartAllKnown the action {@code RestartAllContainers} exists (1.35)
 * @param initRulesNeedPolicy an init container with rules must have a policy (1.35)
 * @param transitionsHonourRules init containers too may leave the terminated state by their own policy and rules, and
 *     rules in use count although their gate is off (1.35)
 * @param staticPodsHonourRules policies and rules of containers are allowed in static pods (1.35)
 * @param tooManyItems a list with too many entries is "too many", not "too long" (1.36)
 * @param listsAllActions the error for an unknown action names {@code RestartAllContainers} where allowed (1.36)
 * @param initResizeChecked only sidecars among the init containers may restart for a resize (1.36)
 * @param resizeNeverDetail what is wrong with a resize that restarts in a pod that never does (text changed in 1.36)
 */
record ValidationVersion(
        boolean restartAllKnown,
        boolean initRulesNeedPolicy,
        boolean transitionsHonourRules,
        boolean staticPodsHonourRules,
        boolean tooManyItems,
        boolean listsAllActions,
        boolean initResizeChecked,
        String resizeNeverDetail) {

    static ValidationVersion of(KubernetesVersion version) {
        boolean since135 = version.compareTo(KubernetesVersion.V1_35) >= 0;
        boolean since136 = version.compareTo(KubernetesVersion.V1_36) >= 0;
        String subject = since136 ? "pod `restartPolicy`" : "`restartPolicy`";
        return new ValidationVersion(
                since135,
                since135,
                since135,
                since135,
                since136,
                since136,
                since136,
                "must be 'NotRequired' when " + subject + " is 'Never'");
    }
}
