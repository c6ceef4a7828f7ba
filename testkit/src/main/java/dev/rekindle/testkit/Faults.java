package dev.rekindle.testkit;

import dev.rekindle.core.Container;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.Reasons;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.testkit.Fault.FailCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of a {@link FakePod} are still to fail, and with which errors the kubelet then reports it.
 *
 * @param calls those that fail once, in the order they were asked for
 * @param missingImages those that cannot be pulled
 */
record Faults(List<FailCall> calls, Set<String> missingImages) {
    static final Faults NONE = new Faults(List.of(), Set.of());

    private static final String SCRIPTED = "scripted failure";
    private static final String RPC_ERROR = "rpc error: code = Unknown desc = " + SCRIPTED;

    Faults calls(Consumer<List<FailCall>> change) {
        List<FailCall> changed = new ArrayList<>(calls);
        change.accept(changed);
        return new Faults(List.copyOf(changed), missingImages);
    }

    Faults images(Consumer<Set<String>> change) {
        Set<String> changed = new TreeSet<>(missingImages);
        change.accept(changed);
        return new Faults(calls, changed);
    }

    /** The error of a call whose text the kubelet passes on as it is. */
    static Failure error(String reason) {
        return new Failure(reason, RPC_ERROR);
    }

    /** Of what a start says the kubelet passes on only the description (kuberuntime_container.go). */
    static Failure start(String reason) {
        return new Failure(reason, SCRIPTED);
    }

    static Failure sandbox(PodMetadata pod) {
        return new Failure(
                "CreatePodSandboxError",
                "Failed to create sandbox for pod \"" + pod.name() + "_" + pod.namespace() + "(" + pod.uid() + ")\": "
                        + RPC_ERROR);
    }

    /** What comes of a look for the image, and of a pull when that is needed (image_manager.go). */
    @Nullable
    Failure pull(Container container) {
        String image = container.image();
        if (!missingImages.contains(image)) {
            return null;
        }
        return container.imagePullPolicy().equals("Never")
                ? new Failure(
                        Reasons.ERR_IMAGE_NEVER_PULL,
                        "Container image \"" + image + "\" is not present with pull policy of Never")
                : new Failure(
                        Reasons.ERR_IMAGE_PULL,
                        "rpc error: code = NotFound desc = failed to pull and unpack image \"" + image
                                + "\": failed to resolve reference \"" + image + "\": " + image + ": not found");
    }
}
