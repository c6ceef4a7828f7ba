package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodStatus;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statuses of the containers of a pod, by container of the spec. */
final class StatusTable {
    private final @Nullable ContainerStatus[] byIndex;

    StatusTable(CompiledPod pod) {
        byIndex = new @Nullable ContainerStatus[pod.containers.size()];
    }

    /** What a status says of each container; the first one counts, in the list of its kind. */
    static StatusTable of(CompiledPod pod, PodStatus status) {
        StatusTable table = new StatusTable(pod);
        table.fill(pod, pod.init, status.initContainerStatuses());
        table.fill(pod, pod.regular, status.containerStatuses());
        table.fill(pod, pod.ephemeral, status.ephemeralContainerStatuses());
        return table;
    }

    /** What a list says of init and regular containers. */
    static StatusTable of(CompiledPod pod, List<ContainerStatus> statuses) {
        StatusTable table = new StatusTable(pod);
        table.fill(pod, pod.init, statuses);
        table.fill(pod, pod.regular, statuses);
        return table;
    }

    private void fill(CompiledPod pod, List<CompiledContainer> containers, List<ContainerStatus> statuses) {
        int from = containers.isEmpty() ? 0 : containers.get(0).index();
        int to = from + containers.size();
        for (int i = 0; i < statuses.size(); i++) {
            for (CompiledContainer c = pod.find(statuses.get(i).name()); c != null; c = c.namesake()) {
                int index = c.index();
                if (index >= from && index < to && byIndex[index] == null) {
                    byIndex[index] = statuses.get(i);
                }
            }
        }
    }

    @Nullable
    ContainerStatus get(CompiledContainer container) {
        return byIndex[container.index()];
    }

    void put(CompiledContainer container, ContainerStatus status) {
        byIndex[container.index()] = status;
    }
}
