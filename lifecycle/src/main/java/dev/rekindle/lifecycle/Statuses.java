package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Look-ups in lists of container statuses. */
final class Statuses {
    private Statuses() {}

    static @Nullable ContainerStatus find(List<ContainerStatus> statuses, String name) {
        for (int i = 0; i < statuses.size(); i++) {
            ContainerStatus status = statuses.get(i);
            if (status.name().equals(name)) {
                return status;
            }
        }
        return null;
    }

    static ContainerStatus.Builder edit(ContainerStatus status) {
        return ContainerStatus.builder().from(status);
    }
}
