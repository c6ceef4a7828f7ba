package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerPort;
import dev.rekindle.core.HttpGetAction;
import dev.rekindle.core.IntOrString;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.SleepAction;
import dev.rekindle.core.TcpSocketAction;
import dev.rekindle.driver.HookRunner.HookException;
import dev.rekindle.lifecycle.Observation.Termination;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hooks that use the network or wait. */
class HookRunnerTest {
    private static final String LOCAL = InetAddress.getLoopbackAddress().getHostAddress();

    private final VirtualClock clock = new VirtualClock();
    private final TestRuntime runtime = new TestRuntime(clock, new Faults());
    private final HookRunner hooks = new HookRunner(runtime, clock);
    private final TinyServer server;

    HookRunnerTest() throws IOException {
        server = new TinyServer(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                path -> path.equals("/ok") ? "HTTP/1.1 200 OK" : "HTTP/1.1 503 Service Unavailable");
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private int port() {
        return server.port();
    }

    private static Container app(int port) {
        return TestPods.container("app")
                .addPorts(
                        ContainerPort.builder().name("web").containerPort(port).build())
                .build();
    }

    private HttpGetAction.Builder get(String path) {
        return HttpGetAction.builder().path(path).port(IntOrString.of(port()));
    }

    private void hook(LifecycleHandler handler, Duration timeout) throws HookException {
        hooks.run(handler, TestPods.training(), app(port()), "id", LOCAL, timeout);
    }

    @Test
    void anHttpHookTakesAnyAnswer() throws Exception {
        hook(LifecycleHandler.builder().httpGet(get("/broken").build()).build(), Duration.ZERO);
        assertThat(server.requests).hasSize(1);
        HttpGetAction refused =
                get("/x").port(IntOrString.of(TinyServer.closedPort())).build();
        assertThatThrownBy(
                        () -> hook(LifecycleHandler.builder().httpGet(refused).build(), Duration.ZERO))
                .isInstanceOf(HookException.class)
                .hasMessageStartingWith(
                        "HTTP lifecycle hook (/x) for Container \"app\" in Pod \"p_ns(uid-1)\" failed - error: ");
    }

    @Test
    void hooksOfAPodGoToItsAddress() {
        LifecycleHandler get =
                LifecycleHandler.builder().httpGet(get("/ok").build()).build();
        Container app = TestPods.container("app")
                .lifecycle(LifecycleHooks.builder().postStart(get).preStop(get).build())
                .build();
        TestDriver driver = new TestDriver(TestPods.pod(List.of(), List.of(app)));
        driver.runtime.ip = LOCAL;
        driver.settle();
        assertThat(server.requests).hasSize(1);
        driver.worker.terminate(Termination.deletion(null));
        driver.settle();

        assertThat(server.requests).hasSize(2);
        assertThat(driver.runtime.running()).isEmpty();
    }

    @Test
    void aSleepHookSleepsAtMostAsLongAsItMay() throws Exception {
        Instant begin = clock.now();
        LifecycleHandler sleep = LifecycleHandler.builder()
                .sleep(SleepAction.builder().seconds(7).build())
                .build();
        hook(sleep, Duration.ZERO);
        assertThat(clock.now()).isEqualTo(begin.plusSeconds(7));
        hook(sleep, Duration.ofSeconds(3));
        assertThat(clock.now()).isEqualTo(begin.plusSeconds(10));
    }

    /** After kubernetes#115680: what the kubelet's formatting makes of spaces, quotes, lines and odd characters. */
    @Test
    void aFailedCommandIsToldAsTheKubeletDoes() {
        runtime.exec = command ->
                ExecResult.exited(3, "say \"hi\"\n\té\u0007\u0001" + "oops\n").withErrorOutput("oops\n");
        Pod pod = Pod.builder()
                .metadata(PodMetadata.builder().name("hooks").uid("u-1").build())
                .build();

        assertThatThrownBy(() -> hooks.run(TestPods.exec("sh -c x"), pod, app(port()), started(), LOCAL, Duration.ZERO))
                .hasMessage("Exec lifecycle hook ([sh -c x]) for Container \"app\" in Pod \"hooks_default(u-1)\" failed"
                        + " - error: command 'sh -c x' exited with 3: oops\n, message:"
                        + " \"say \\\"hi\\\"\\n\\té\\a\\x01oops\\n\"");
    }

    @Test
    void whatAHookSaysIsBounded() {
        runtime.exec = command -> ExecResult.exited(1, "x".repeat(1_000_000));

        assertThatThrownBy(() -> hooks.run(
                        TestPods.exec("x"), TestPods.training(), app(port()), started(), LOCAL, Duration.ZERO))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(11_000));
    }

    private String started() {
        try {
            Sandbox sandbox = runtime.createSandbox(TestPods.training(), 0);
            return runtime.startContainer(TestPods.training(), app(port()), ContainerKind.REGULAR, 0, sandbox);
        } catch (ContainerRuntimeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTcpHookFailsAsInTheKubelet() {
        LifecycleHandler tcp = LifecycleHandler.builder()
                .tcpSocket(
                        TcpSocketAction.builder().port(IntOrString.of(port())).build())
                .build();
        assertThatThrownBy(() -> hook(tcp, Duration.ZERO))
                .hasMessage("Cannot run handler: invalid handler: expected exec, httpGet or sleep");
    }
}
