package com.example.controller;

import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.rules.Forecast;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Follows the pods of an informer and tells what each exit leads to, before the kubelet has acted on it. */
final class RestartController implements ResourceEventHandler<io.fabric8.kubernetes.api.model.Pod> {
    private final Kubelet kubelet;
    private final Consumer<String> report;

    RestartController(Kubelet kubelet, Consumer<String> report) {
        this.kubelet = kubelet;
        this.report = report;
    }

    @Override
    public void onAdd(io.fabric8.kubernetes.api.model.Pod added) {
        compare(PodStatus.EMPTY, Pods.of(added));
    }

    @Override
    public void onUpdate(io.fabric8.kubernetes.api.model.Pod before, io.fabric8.kubernetes.api.model.Pod now) {
        compare(Pods.of(before).status(), Pods.of(now));
    }

    @Override
    public void onDelete(io.fabric8.kubernetes.api.model.Pod deleted, boolean finalStateUnknown) {}

    /** An informer may skip statuses, so this looks at what is different, never at single steps. */
    private void compare(PodStatus before, Pod pod) {
        PodStatus now = pod.status();
        Stream.of(now.initContainerStatuses(), now.containerStatuses())
                .flatMap(List::stream)
                .filter(c -> c.state() instanceof Terminated)
                .filter(c -> !c.state().equals(state(before.container(c.name()))))
                .forEach(c -> exited(pod, c.name(), ((Terminated) c.state()).exitCode()));
        String restarting = PodConditionType.ALL_CONTAINERS_RESTARTING;
        if (before.isTrue(restarting) && !now.isTrue(restarting)) {
            report.accept(Pods.name(pod) + ": all containers are removed, the pod starts again in place");
        }
    }

    private static Object state(ContainerStatus status) {
        return status == null ? null : status.state();
    }

    private void exited(Pod pod, String container, int exitCode) {
        Forecast.Range exit = Forecast.of(pod, kubelet).container(container).at(exitCode);
        report.accept(Pods.name(pod) + ": " + container + " exited " + exitCode + ": " + exit.pod() + ", because of "
                + exit.why());
    }
}
