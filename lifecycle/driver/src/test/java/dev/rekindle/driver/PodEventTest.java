package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.driver.PodEvent.ActionFailed;
import dev.rekindle.driver.PodEvent.AllContainersRemoved;
import dev.rekindle.driver.PodEvent.ContainerBackOff;
import dev.rekindle.driver.PodEvent.ContainerRemoved;
import dev.rekindle.driver.PodEvent.ContainerStarted;
import dev.rekindle.driver.PodEvent.DutyFailed;
import dev.rekindle.driver.PodEvent.HookFailed;
import dev.rekindle.driver.PodEvent.KillingContainer;
import dev.rekindle.driver.PodEvent.RestartingAllContainers;
import dev.rekindle.driver.PodEvent.SandboxChanged;
import dev.rekindle.driver.PodEvent.Stuck;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the listener hears, and when the worker wants to run again because of it. */
class PodEventTest {
    private static Pod always(Pod pod) {
        PodSpec spec = PodSpec.builder()
                .from(pod.spec())
                .restartPolicy(RestartPolicy.ALWAYS)
                .build();
        return Pod.builder().from(pod).spec(spec).build();
    }

    private static Duration wait(TestDriver driver) {
        return Duration.between(driver.clock.now(), driver.runOnce());
    }

    @Test
    void backOffWakesWhenItIsOver() {
        TestDriver driver = new TestDriver(
                always(TestPods.pod(List.of(), List.of(TestPods.container("app").build()))));
        driver.settle();
        driver.runtime.exit("app", 1);
        driver.settle();
        driver.runtime.exit("app", 1);
        Instant exit = driver.clock.now();

        assertThat(driver.runOnce()).isEqualTo(exit.plusSeconds(10));
        assertThat(driver.runOnce()).isEqualTo(exit.plusSeconds(10));
        assertThat(driver.events(ContainerBackOff.class)).singleElement().satisfies(held -> {
            assertThat(held.backOff().until()).isEqualTo(exit.plusSeconds(10));
            assertThat(held.kubernetes())
                    .containsExactly(PodEvents.warning(
                            "BackOff", "Back-off restarting failed container app in pod p_ns(uid-1)"));
        });

        driver.clock.moveTo(exit.plusSeconds(10));
        driver.settle();
        assertThat(driver.runtime.starts).containsEntry("app", 3);
        assertThat(driver.events(ContainerStarted.class))
                .extracting(ContainerStarted::restart)
                .containsExactly(false, true, true);
    }

    @Test
    void backOffOf134IsRetriedLikeAnyFailure() {
        Kubelet flat = Kubelet.of(KubernetesVersion.V1_36).with(Divergence.BACK_OFF_RETRY_FLAT);
        TestDriver driver = new TestDriver(
                always(TestPods.pod(List.of(), List.of(TestPods.container("app").build()))),
                config -> config.kubelet(flat));
        for (int i = 0; i < 3; i++) {
            driver.clock.moveTo(driver.runOnce());
        }
        driver.runtime.exit("app", 1);
        driver.runOnce();
        driver.runtime.exit("app", 1);

        assertThat(wait(driver)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aRestartOfAllContainersIsTold() {
        TestDriver driver = new TestDriver(TestPods.training());
        driver.runtime.endsAtOnce.put("init", 0);
        driver.settle();
        driver.events.clear();
        driver.runtime.exit("trainer", TestPods.TRIGGER);

        assertThat(wait(driver)).as("something was done").isZero();
        assertThat(driver.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING))
                .isTrue();
        driver.settle();

        assertThat(driver.events(RestartingAllContainers.class)).singleElement().satisfies(event -> {
            assertThat(event.causes()).extracting("container", "exitCode").containsExactly(tuple("trainer", 88));
            assertThat(event.kubernetes()).isEmpty();
        });
        assertThat(driver.events(AllContainersRemoved.class)).hasSize(1);
        assertThat(driver.events(ContainerRemoved.class))
                .extracting(ContainerRemoved::container)
                .containsExactly("logger", "init", "proxy", "trainer");
        assertThat(driver.events(KillingContainer.class))
                .allSatisfy(killing ->
                        assertThat(killing.kubernetes()).containsExactly(PodEvents.normal("Killing", "killing")));
        assertThat(driver.events(ContainerStarted.class))
                .allSatisfy(started -> assertThat(started.restart()).isFalse())
                .extracting(ContainerStarted::container)
                .containsExactly("init", "proxy", "trainer", "logger");
    }

    @Test
    void aCrashBeforeItWasToldDoesNotHideARestart() {
        TestDriver driver = new TestDriver(TestPods.training());
        driver.runtime.endsAtOnce.put("init", 0);
        driver.settle();
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        driver.faults.arm(Faults.Kind.CRASH_AFTER, "save"::equals);
        driver.settle();

        assertThat(driver.faults.happened()).isTrue();
        assertThat(driver.events(RestartingAllContainers.class))
                .singleElement()
                .satisfies(event -> assertThat(event.causes())
                        .extracting("container", "exitCode")
                        .containsExactly(tuple("trainer", 88)));
        driver.restart();
        driver.settle();
        assertThat(driver.events(RestartingAllContainers.class))
                .as("what is over is not told again")
                .hasSize(1);
    }

    @Test
    void aFailedPostStartHookEndsTheContainerWithItsGraceAndPreStop() {
        TestDriver driver = new TestDriver(TestPods.pod(
                List.of(), List.of(TestPods.withHooks(TestPods.container("app").build(), "warm up", "cool down"))));
        driver.runtime.exec = command -> ExecResult.exited(command.equals("warm up") ? 7 : 0, "cold");
        driver.runOnce();

        assertThat(driver.faults.calls.subList(7, driver.faults.calls.size()))
                .containsExactly("start app", "exec app warm up", "exec app cool down", "stop app 30s");
        assertThat(driver.events(HookFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.hook()).isEqualTo(HookFailed.Hook.POST_START);
            assertThat(failed.message())
                    .isEqualTo("Exec lifecycle hook ([warm up]) for Container \"app\" in Pod \"p_ns(uid-1)\" failed"
                            + " - error: command 'warm up' exited with 7: , message: \"cold\"");
            assertThat(failed.kubernetes())
                    .containsExactly(PodEvents.warning("FailedPostStartHook", "PostStartHook failed"));
        });
        assertThat(driver.events(KillingContainer.class))
                .extracting(KillingContainer::message)
                .containsExactly("FailedPostStartHook");
        assertThat(driver.events(ActionFailed.class))
                .extracting(ActionFailed::reason)
                .containsExactly("PostStartHookError");
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        TestDriver driver = new TestDriver(
                TestPods.pod(List.of(), List.of(TestPods.container("app").build())),
                config -> config.listener((pod, event, at) -> {
                    throw new IllegalStateException("a bug of the listener");
                }));
        driver.settle();

        assertThat(driver.runtime.running()).containsExactly("app");
    }

    @Test
    void aLostSandboxIsReplacedAndTold() {
        TestDriver driver = new TestDriver(
                always(TestPods.pod(List.of(), List.of(TestPods.container("app").build()))));
        driver.settle();
        assertThat(driver.events(SandboxChanged.class)).isEmpty();
        driver.runtime.loseSandboxes();
        driver.settle();

        assertThat(driver.runtime.sandboxes()).hasSize(2);
        assertThat(driver.runtime.newest("app").sandboxId()).isEqualTo("sandbox-1");
        assertThat(driver.events(SandboxChanged.class))
                .singleElement()
                .satisfies(event -> assertThat(event.kubernetes())
                        .containsExactly(PodEvents.normal(
                                "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.")));
        assertThat(driver.events(ContainerStarted.class))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.kubernetes())
                        .containsExactly(
                                PodEvents.normal("Created", "Container created"),
                                PodEvents.normal("Started", "Container started")));
    }

    /** After kubernetes#141948: policy Never, a rule that restarts, and a sandbox that is gone. */
    @Test
    void aPodThatGetsNoSecondSandboxIsToldOnce() {
        Container app = TestPods.container("app")
                .restartPolicy(RestartPolicy.NEVER)
                .addRestartPolicyRules(new ContainerRestartRule(ContainerRestartRuleAction.RESTART, ExitCodes.in(137)))
                .build();
        TestDriver driver = new TestDriver(TestPods.pod(List.of(), List.of(app)));
        driver.settle();
        assertThat(driver.events(Stuck.class)).isEmpty();
        driver.runtime.loseSandboxes();
        driver.settle();
        driver.runOnce();

        assertThat(driver.status().phase()).isEqualTo(PodPhase.RUNNING);
        assertThat(driver.events(Stuck.class))
                .containsExactly(
                        new PodEvents.Stuck("Nothing of the pod runs, and nothing will until it is deleted: its sandbox"
                                + " was stopped, and a pod of restartPolicy Never gets no second one"));
    }

    @Test
    void aSandboxThatCannotBeCreatedIsTold() {
        TestDriver driver = new TestDriver(
                TestPods.pod(List.of(), List.of(TestPods.container("app").build())));
        driver.faults.arm(Faults.Kind.FAIL_BEFORE, "createSandbox"::equals);
        driver.runOnce();

        assertThat(driver.runtime.starts).isEmpty();
        assertThat(driver.events(ActionFailed.class)).singleElement().satisfies(event -> {
            assertThat(event.reason()).isEqualTo("CreatePodSandboxError");
            assertThat(event.kubernetes())
                    .containsExactly(PodEvents.warning(
                            "FailedCreatePodSandBox", "Failed to create pod sandbox: createSandbox failed"));
        });
    }

    @Test
    void whatCannotBePublishedIsTold() {
        TestDriver driver = new TestDriver(
                TestPods.pod(List.of(), List.of(TestPods.container("app").build())));
        driver.faults.arm(Faults.Kind.FAIL_BEFORE, "publish"::equals);
        driver.runOnce();

        assertThat(driver.events(DutyFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.duty()).isEqualTo(DutyFailed.Duty.PUBLISH);
            assertThat(failed.message()).isEqualTo("the API server is away");
            assertThat(failed.exception()).hasMessage("the API server is away");
        });
        assertThat(driver.runtime.running()).containsExactly("app");
    }

    @Test
    void whatAStepCannotDoIsNamed() {
        TestDriver driver = new TestDriver(TestPods.training());
        ActionExecutor executor = new ActionExecutor(driver.config(), new DriverEvents(PodListener.NONE, driver.clock));
        List<ActionResult> results = executor.execute(
                driver.pod,
                RuntimePod.EMPTY,
                List.of(
                        PodAction.startContainer("nobody", ContainerKind.REGULAR, 0, null),
                        PodAction.startContainer("logger", ContainerKind.REGULAR, 0, null)),
                () -> {});

        assertThat(results)
                .extracting(ActionResult::failure)
                .containsExactly(
                        new Failure("CreateContainerConfigError", "container nobody: not in the pod"),
                        new Failure("CreateContainerConfigError", "container logger: no sandbox"));
    }

    @Test
    void whatShowsUpInFailedAssertionsSaysSomething() {
        assertThat(new PodEvents.ContainerRemoved("app", "id-1"))
                .hasToString("ContainerRemoved[container=app, containerId=id-1]");
        assertThat(PodEvents.warning("BackOff", "held"))
                .hasToString("KubernetesEvent[type=Warning, reason=BackOff, message=held]");
        assertThat(ExecResult.exited(3, "no such file")).hasToString("exit code 3: no such file");
        assertThat(ExecResult.timeout("")).hasToString("timed out");
        assertThat(WorkerState.of(PodState.INITIAL)).asString().startsWith("WorkerState[pod=PodState[work=SYNC, ");
    }
}
