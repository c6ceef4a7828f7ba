package dev.rekindle.jmh;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodeOperator;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.rules.RestartDecision;
import dev.rekindle.rules.RestartRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * {@link RestartRules#decide} beside two linear scans that give the same answers: one over the rules as the API has
 * them, one over arrays of ints.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {
    private static final int FIRST = 42;
    private static final int LAST = 88;
    /** Codes that only fill up the rules start here. */
    private static final int FILLER = 1000;

    /** Number of rules; Kubernetes allows 20. */
    @Param({"1", "3", "20"})
    int rules;

    /** Number of values of each rule; Kubernetes allows 255. */
    @Param({"1", "255"})
    int values;

    /**
     * Which exit codes are asked for: the first value of the first rule, the last value of the last one, codes in the
     * ordinary range that no rule names, these three in turn, or codes outside the ordinary range that no rule names.
     */
    @Param({"first", "last", "miss", "mixed", "outside"})
    String codes = "";

    private int[] asked = {};
    private int next;
    private RestartRules compiled = compile(List.of());
    private List<ContainerRestartRule> list = List.of();
    private int[][] arrays = {};
    private RestartDecision[] byRule = {};
    private RestartDecision noMatch = compiled.decide(1);

    /** Builds the rules and checks that the three ways agree. */
    @Setup
    public void setUp() {
        arrays = arrays();
        list = list();
        compiled = compile(list);
        byRule = new RestartDecision[rules];
        for (int i = 0; i < rules; i++) {
            byRule[i] = compiled.decide(arrays[i][values - 1]);
        }
        noMatch = compiled.decide(1);
        asked = asked();
        for (int code : asked) {
            RestartDecision decision = compiled.decide(code);
            if (!decision.equals(scanList(code)) || !decision.equals(scanArrays(code))) {
                throw new IllegalStateException("no agreement about exit code " + code);
            }
        }
    }

    /**
     * The compiled rules.
     *
     * @return the decision
     */
    @Benchmark
    public RestartDecision decide() {
        return compiled.decide(nextCode());
    }

    /**
     * The rules of the API, scanned.
     *
     * @return the decision
     */
    @Benchmark
    public RestartDecision scanList() {
        return scanList(nextCode());
    }

    /**
     * Arrays of ints, scanned.
     *
     * @return the decision
     */
    @Benchmark
    public RestartDecision scanArrays() {
        return scanArrays(nextCode());
    }

    private RestartDecision scanList(int code) {
        for (int i = 0; i < list.size(); i++) {
            ExitCodes exitCodes = list.get(i).exitCodes();
            if (exitCodes != null
                    && exitCodes.operator().equals(ExitCodeOperator.IN)
                    && exitCodes.values().contains(code)) {
                return byRule[i];
            }
        }
        return noMatch;
    }

    private RestartDecision scanArrays(int code) {
        for (int i = 0; i < arrays.length; i++) {
            for (int value : arrays[i]) {
                if (value == code) {
                    return byRule[i];
                }
            }
        }
        return noMatch;
    }

    private int nextCode() {
        int code = asked[next];
        next = next + 1 == asked.length ? 0 : next + 1;
        return code;
    }

    private int[] asked() {
        int first = arrays[0][0];
        return switch (codes) {
            case "first" -> new int[] {first};
            case "last" -> new int[] {LAST};
            case "miss" -> new int[] {0, 1, 2, 126, 127, 137, 143, 255};
            case "mixed" -> new int[] {first, LAST, 1, first, LAST, 2, first, LAST, 137};
            case "outside" -> new int[] {-1, 256, 300, Integer.MIN_VALUE, Integer.MAX_VALUE};
            default -> throw new IllegalArgumentException("codes " + codes);
        };
    }

    private int[][] arrays() {
        int[][] all = new int[rules][values];
        for (int i = 0; i < rules; i++) {
            for (int j = 0; j < values; j++) {
                all[i][j] = FILLER + i * values + j;
            }
        }
        all[0][0] = FIRST;
        all[rules - 1][values - 1] = LAST;
        return all;
    }

    private List<ContainerRestartRule> list() {
        List<ContainerRestartRule> all = new ArrayList<>();
        for (int[] array : arrays) {
            all.add(new ContainerRestartRule(ContainerRestartRuleAction.RESTART, ExitCodes.in(array)));
        }
        return List.copyOf(all);
    }

    private static RestartRules compile(List<ContainerRestartRule> rules) {
        Container container = Container.builder()
                .restartPolicy(RestartPolicy.NEVER)
                .restartPolicyRules(rules)
                .build();
        return RestartRules.compile(container, RestartPolicy.NEVER, Kubelet.of(KubernetesVersion.V1_36));
    }
}
