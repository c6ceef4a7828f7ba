package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One rule of {@code restartPolicyRules} (KEP-5307). Exit codes are the only condition Kubernetes 1.36 knows.
 *
 * <pre>{@code
 * new ContainerRestartRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(88))
 * }</pre>
 *
 * @param action what to do when the rule matches; empty when the manifest gives none
 * @param exitCodes which exit codes match, or null: then the rule never matches
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ContainerRestartRule(
        ContainerRestartRuleAction action, @Nullable ExitCodes exitCodes) {
    private static final ContainerRestartRuleAction NONE = ContainerRestartRuleAction.of("");

    /** Reads what a manifest leaves out as empty. */
    public ContainerRestartRule(@Nullable ContainerRestartRuleAction action, @Nullable ExitCodes exitCodes) {
        this.action = action == null ? NONE : action;
        this.exitCodes = exitCodes;
    }
}
