package dev.rekindle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.testkit.Fault.FailCall;
import dev.rekindle.testkit.Fault.MissingImage;
import dev.rekindle.testkit.Fault.SandboxDies;
import dev.rekindle.testkit.Fault.Vanish;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakePodTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pod POD =
            PodCodec.readOne("metadata: {name: p}\nspec: {containers: [{name: a, image: i}, {name: b, image: j}]}");

    private static FakePod running() {
        FakePod pod = new FakePod(POD);
        pod.runner(T0).run(PodAction.createSandbox(0));
        start(pod, "a", 0);
        start(pod, "b", 0);
        return pod;
    }

    private static String start(FakePod pod, String name, int attempt) {
        pod.runner(T0).run(PodAction.startContainer(name, ContainerKind.REGULAR, attempt, null));
        RuntimeContainer running = pod.running(name);
        return running == null ? "" : running.id();
    }

    @Test
    void aForkGoesItsOwnWay() {
        FakePod pod = running();
        pod.inject(new FailCall(RuntimeOp.CREATE_CONTAINER, "a"), T0);
        FakePod fork = pod.fork();
        assertThat(fork.state()).isEqualTo(pod.state());
        fork.exit("a", 1, T0);
        assertThat(start(fork, "a", 1)).isEmpty();
        assertThat(start(fork, "a", 1)).isEqualTo("containerd://a-1");
        assertThat(pod.running("a")).extracting(RuntimeContainer::id).isEqualTo("containerd://a-0");
        pod.exit("a", 1, T0);
        assertThat(start(pod, "a", 1)).as("the fault is still to come here").isEmpty();
    }

    @Test
    void differentWaysLeadToEqualStates() {
        FakePod one = running();
        one.inject(new FailCall(RuntimeOp.CREATE_CONTAINER, "a"), T0);
        one.exit("a", 1, T0);
        one.exit("b", 1, T0);
        start(one, "a", 1);
        start(one, "a", 1);
        one.inject(new MissingImage("x"), T0);
        one.imageAppears("x");
        FakePod other = running();
        other.exit("b", 1, T0);
        other.exit("a", 1, T0);
        start(other, "a", 1);
        assertThat(one.state()).isEqualTo(other.state()).hasSameHashCodeAs(other.state());
        other.inject(new SandboxDies(), T0);
        assertThat(one.state()).isNotEqualTo(other.state());
    }

    @Test
    void noIdComesTwice() {
        FakePod pod = running();
        pod.inject(new Vanish("a"), T0);
        assertThat(start(pod, "a", 0)).isEqualTo("containerd://a-0.1");
        pod.inject(new Vanish("a"), T0);
        assertThat(start(pod, "a", 0)).isEqualTo("containerd://a-0.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fail-next StartContainer a",
                "fail-next RunPodSandbox",
                "missing-image i:2",
                "vanish a",
                "sandbox-dies"
            })
    void theWordsOfAFaultAreReadAgain(String words) {
        assertThat(Fault.parse(words.replace(" ", "  "))).hasToString(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "vanish",
                "vanish a b",
                "sandbox-dies now",
                "fail-next",
                "fail-next StopContainer",
                "fail-next StopContainer a b",
                "explode a",
                "explode"
            })
    void otherWordsAreRefusedWithTheKnownOnes(String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.parse(words))
                .withMessage("invalid fault \"" + words + "\": expected one of " + Fault.WORDS);
    }

    @Test
    void aFaultOfAnUnknownContainerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FakePod(POD).inject(new Vanish("c"), T0))
                .withMessage("unknown container \"c\": the pod has a, b");
    }
}
