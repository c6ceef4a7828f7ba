package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodeOperator;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.RestartPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The restart rules and policies of one container, compiled. Looking up an exit code allocates nothing and takes
 * constant time for the codes 0 to 255; codes outside are found by binary search among those that rules name.
 *
 * <pre>{@code
 * RestartRules rules = RestartRules.compile(container, pod.spec().restartPolicy(), kubelet);
 * RestartDecision decision = rules.decide(88);
 * }</pre>
 *
 * <p>Follows {@code FindMatchingContainerRestartRule} and {@code ContainerShouldRestart} of
 * pkg/api/v1/pod/util.go: the first matching rule wins; a rule whose action is unknown or gated off still wins the
 * match, and the policy of the container then decides; a container without a policy of its own ignores its rules
 * and follows the pod; an unknown policy of the pod restarts.
 */
public final class RestartRules {
    /** {@link #firstMatch} when no rule matches. */
    public static final int NO_MATCH = -1;

    private static final int DENSE = 256;

    /** Containers without rules share one instance for each policy, by whether it is their own or that of the pod. */
    private static final Map<RestartPolicy, RestartRules> OF_CONTAINER =
            withoutRules(policy -> withoutRules(policy, policy));

    private static final Map<RestartPolicy, RestartRules> OF_POD = withoutRules(policy -> withoutRules(null, policy));

    private final List<ContainerRestartRule> rules;
    /** What is answered for the codes 0 to 255, as an unsigned index: few answers, many codes, many containers. */
    private final byte[] dense = new byte[DENSE];

    private final Answer[] denseAnswers;
    /** The codes outside the dense range that some rule names, ascending. */
    private final int[] sparseCodes;

    private final Answer[] sparseAnswers;
    /** For every code outside the dense range that no rule names. */
    private final Answer other;

    private RestartRules(Container container, RestartPolicy podPolicy, Kubelet kubelet) {
        rules = container.restartPolicyRules();
        Decider decider = new Decider(container, podPolicy, kubelet);
        List<Answer> answers = new ArrayList<>();
        for (int code = 0; code < DENSE; code++) {
            Answer answer = answer(decider, code);
            if (!answers.contains(answer)) {
                answers.add(answer);
            }
            dense[code] = (byte) answers.indexOf(answer);
        }
        denseAnswers = answers.toArray(Answer[]::new);
        sparseCodes = rules.stream()
                .flatMapToInt(RestartRules::codes)
                .filter(code -> !isDense(code))
                .sorted()
                .distinct()
                .toArray();
        sparseAnswers = Arrays.stream(sparseCodes)
                .mapToObj(code -> answer(decider, code))
                .toArray(Answer[]::new);
        other = answer(decider, unnamedCode());
    }

    /** The rule that matches an exit code, if any, and what follows. */
    private record Answer(int match, RestartDecision decision) {}

    private Answer answer(Decider decider, int exitCode) {
        int match = scan(rules, exitCode);
        return new Answer(match, decider.decide(exitCode, match));
    }

    private Answer answer(int exitCode) {
        if (isDense(exitCode)) {
            return denseAnswers[dense[exitCode] & 0xff];
        }
        int i = Arrays.binarySearch(sparseCodes, exitCode);
        return i < 0 ? other : sparseAnswers[i];
    }

    /**
     * Compiles the rules of a container. Containers without rules share one instance for each policy.
     *
     * @param container the container; it need not be valid, every input has the meaning the kubelet gives it
     * @param podPolicy the restart policy of its pod
     * @param kubelet whose behaviour is modelled
     * @return the compiled rules
     */
    public static RestartRules compile(Container container, RestartPolicy podPolicy, Kubelet kubelet) {
        Objects.requireNonNull(container, "container: Required value: expected the container whose exits are decided");
        Objects.requireNonNull(podPolicy, "podPolicy: Required value: expected the restart policy of the pod");
        Objects.requireNonNull(kubelet, "kubelet: Required value: expected whose behaviour is modelled");
        RestartPolicy own = Decider.ownPolicy(container, kubelet);
        RestartRules shared = own != null ? OF_CONTAINER.get(own) : OF_POD.get(podPolicy);
        return shared != null && container.restartPolicyRules().isEmpty()
                ? shared
                : new RestartRules(container, podPolicy, kubelet);
    }

    /** For each policy the rules of a container that has none. */
    private static Map<RestartPolicy, RestartRules> withoutRules(Function<RestartPolicy, RestartRules> compiler) {
        return Stream.of(RestartPolicy.ALWAYS, RestartPolicy.ON_FAILURE, RestartPolicy.NEVER)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), compiler));
    }

    private static RestartRules withoutRules(@Nullable RestartPolicy own, RestartPolicy podPolicy) {
        Container container = Container.builder().restartPolicy(own).build();
        return new RestartRules(container, podPolicy, Kubelet.of(KubernetesVersion.V1_36));
    }

    /**
     * Decides what an exit asks for.
     *
     * @param exitCode the exit code, any int32
     * @return the decision
     */
    public RestartDecision decide(int exitCode) {
        return answer(exitCode).decision;
    }

    /**
     * Finds the first rule that matches, whatever policies and gates say.
     *
     * @param exitCode the exit code, any int32
     * @return the index of the rule, or {@link #NO_MATCH}
     */
    public int firstMatch(int exitCode) {
        return answer(exitCode).match;
    }

    /**
     * Tells whether the first rule that matches has the action {@code RestartAllContainers}. Like the kubelet's
     * {@code ShouldAllContainersRestart} (pkg/kubelet/container/helpers.go) this asks neither policies nor gates.
     *
     * @param exitCode the exit code, any int32
     * @return whether this exit restarts all containers of the pod
     */
    public boolean matchesRestartAll(int exitCode) {
        int match = firstMatch(exitCode);
        return match != NO_MATCH && rules.get(match).action().equals(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS);
    }

    /** The codes at which a decision or a match may begin, ascending; {@code MIN_VALUE} is the first. */
    int[] starts() {
        // After MAX_VALUE comes MIN_VALUE, which is there already.
        IntStream named =
                rules.stream().flatMapToInt(RestartRules::codes).flatMap(code -> IntStream.of(code, code + 1));
        return IntStream.concat(named, IntStream.of(Integer.MIN_VALUE, 0, 1)) // success and failure differ
                .sorted()
                .distinct()
                .toArray();
    }

    private static boolean isDense(int exitCode) {
        return (exitCode & ~(DENSE - 1)) == 0;
    }

    private static IntStream codes(ContainerRestartRule rule) {
        ExitCodes exitCodes = rule.exitCodes();
        return exitCodes == null
                ? IntStream.empty()
                : exitCodes.values().stream().mapToInt(Integer::intValue);
    }

    /** A code outside the dense range that no rule names: there are more of them than codes that fit in memory. */
    private int unnamedCode() {
        int code = DENSE;
        while (Arrays.binarySearch(sparseCodes, code) >= 0) {
            code++;
        }
        return code;
    }

    private static int scan(List<ContainerRestartRule> rules, int exitCode) {
        for (int i = 0; i < rules.size(); i++) {
            if (matches(rules.get(i).exitCodes(), exitCode)) {
                return i;
            }
        }
        return NO_MATCH;
    }

    /** {@return what is decided for each range of codes, for people} */
    @Override
    public String toString() {
        return Ranges.text(
                Ranges.of(starts(), this::decide, (from, to, decision) -> Ranges.text(from, to) + " " + decision));
    }

    private static boolean matches(@Nullable ExitCodes exitCodes, int exitCode) {
        if (exitCodes == null) {
            return false;
        }
        boolean named = exitCodes.values().contains(exitCode);
        if (exitCodes.operator().equals(ExitCodeOperator.IN)) {
            return named;
        }
        return exitCodes.operator().equals(ExitCodeOperator.NOT_IN) && !named;
    }
}
