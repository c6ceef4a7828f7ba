package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExecAction;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import java.util.List;

/** The pods of these tests. */
final class TestPods {
    static final int TRIGGER = 88;

    private TestPods() {}

    static Container.Builder container(String name) {
        return Container.builder().name(name).image("image-of-" + name);
    }

    static Container sidecar(String name) {
        return container(name).restartPolicy(RestartPolicy.ALWAYS).build();
    }

    /** A container whose exit with {@value #TRIGGER} restarts all. */
    static Container trainer() {
        return container("trainer")
                .restartPolicy(RestartPolicy.NEVER)
                .addRestartPolicyRules(new ContainerRestartRule(
                        ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(TRIGGER)))
                .build();
    }

    static Container withHooks(Container container, String postStart, String preStop) {
        LifecycleHooks.Builder hooks = LifecycleHooks.builder();
        if (!postStart.isEmpty()) {
            hooks.postStart(exec(postStart));
        }
        if (!preStop.isEmpty()) {
            hooks.preStop(exec(preStop));
        }
        return Container.builder().from(container).lifecycle(hooks.build()).build();
    }

    static LifecycleHandler exec(String command) {
        return LifecycleHandler.builder()
                .exec(ExecAction.builder().addCommand(command.split(" ")).build())
                .build();
    }

    /** An init container, a sidecar, and two regular containers of which the first triggers. */
    static Pod training() {
        return pod(
                List.of(container("init").build(), sidecar("proxy")),
                List.of(trainer(), container("logger").build()));
    }

    static Pod pod(List<Container> init, List<Container> regular) {
        return pod("uid-1", init, regular);
    }

    static Pod pod(String uid, List<Container> init, List<Container> regular) {
        return Pod.builder()
                .metadata(
                        PodMetadata.builder().name("p").namespace("ns").uid(uid).build())
                .spec(PodSpec.builder()
                        .restartPolicy(RestartPolicy.NEVER)
                        .initContainers(init)
                        .containers(regular)
                        .build())
                .build();
    }
}
