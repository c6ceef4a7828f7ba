package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.RestartPolicy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A status in which a container leaves its termination without being allowed to is dropped whole
 * ({@code checkContainerStateTransition}, pkg/kubelet/status/status_manager.go). Here somebody else started the
 * container again. A container is written as its own policy with, after a colon, {@code restart 3} for a rule.
 */
class IllegalTransitionTest {
    private static final String RUNNING = "i=0 s=run j=0 a=run b=run";

    private static UnaryOperator<Container.Builder> container(String text) {
        String[] parts = text.split(":", 2);
        return container -> {
            container
                    .restartPolicy(parts[0].equals("-") ? null : RestartPolicy.of(parts[0]))
                    .restartPolicyRules(List.of());
            if (parts.length > 1) {
                String[] rule = parts[1].split(" ", 2);
                container.addRestartPolicyRules(new ContainerRestartRule(
                        rule[0].equals("all")
                                ? ContainerRestartRuleAction.RESTART_ALL_CONTAINERS
                                : ContainerRestartRuleAction.RESTART,
                        ExitCodes.in(Integer.parseInt(rule[1]))));
            }
            return container;
        };
    }

    /** The pod without a rule that restarts all. */
    private static TablePod pod(String policy, Kubelet kubelet) {
        return TablePod.of(policy, kubelet).with("a", container("-"));
    }

    @ParameterizedTest(name = "pod {0}, container {1}, exit code {2}")
    @CsvSource({
        // policy of the pod, container b, its exit code, what is shown when it runs again
        "Always,    -,                 0, run",
        "Always,    -,                 1, run",
        "OnFailure, -,                 0, 0",
        "OnFailure, -,                 1, run",
        "OnFailure, Never,             1, run",
        "OnFailure, Never,             0, 0",
        "Never,     -,                 0, 0",
        "Never,     -,                 1, 1",
        "Never,     Always,            0, run",
        "Never,     OnFailure,         1, run",
        "Never,     OnFailure,         0, 0",
        "Never,     Never:restart 3,   3, run",
        "Never,     Never:restart 3,   4, 4",
        "Never,     Never:all 88,      4, run",
    })
    void ofARegularContainer(String policy, String container, int code, String shown) {
        TableLife life = new TableLife(pod(policy, Kubelet.DEFAULT).with("b", container(container)));
        life.see("i=0 s=run j=0 a=run b=" + code);
        assertThat(life.shown("b")).isEqualTo(Integer.toString(code));
        life.see("i=0 s=run j=0 a=run b=" + code + ",run");
        assertThat(life.shown("b")).isEqualTo(shown);
    }

    @ParameterizedTest(name = "pod {0}, container {1}, exit code {2}")
    @CsvSource({
        "Never,     s, -,      1, run", // a sidecar
        "Never,     j, -,      0, 0",
        "Never,     j, Never,  0, 0",
        "OnFailure, j, -,      0, 0",
    })
    void ofAnInitContainer(String policy, String name, String container, int code, String shown) {
        TablePod pod = pod(policy, Kubelet.DEFAULT);
        TableLife life = new TableLife(name.equals("s") ? pod : pod.with(name, container(container)));
        life.see(RUNNING.replaceAll(name + "=\\w+", name + "=" + code));
        life.see(RUNNING.replaceAll(name + "=\\w+", name + "=" + code + ",run"));
        assertThat(life.shown(name)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"V1_34, 0", "V1_36, run"})
    void aRuleThatRestartsAllAllowsEverythingWhereTheFeatureIsOn(KubernetesVersion version, String shown) {
        TableLife life = new TableLife(TablePod.of("Never", Kubelet.of(version)));
        life.see("i=0 s=run j=0 a=run b=0");
        life.see("i=0 s=run j=0 a=run b=0,run");
        assertThat(life.shown("b")).isEqualTo(shown);
    }

    @Test
    void dropsTheWholeStatus() {
        TableLife life = new TableLife(pod("Never", Kubelet.DEFAULT));
        life.see("i=0 s=run j=0 a=run b=1");
        var before = life.state.status();

        life.see("i=0 s=run j=0 a=2 b=1,run");
        assertThat(life.state.status()).isSameAs(before);

        life.see("i=0 s=run j=0 a=2 b=1,3");
        assertThat(life.shown("a")).isEqualTo("2");
        assertThat(life.shown("b")).isEqualTo("3");
    }
}
