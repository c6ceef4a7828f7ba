package dev.rekindle.testkit;

import dev.rekindle.core.Container;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.lifecycle.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which calls of a {@link FakePod} fail, and with which errors the kubelet then reports it. */
final class Faults {
    private static final String SCRIPTED = "scripted failure";
    private static final String RPC_ERROR = "rpc error: code = Unknown desc = " + SCRIPTED;

    final Set<String> missingImages = new HashSet<>();
    private final List<Fault> once = new ArrayList<>();

    private record Fault(RuntimeOp op, String container) {}

    void add(RuntimeOp op, String container) {
        once.add(new Fault(op, container));
    }

    /** Whether this call fails; it does so once. */
    boolean takes(RuntimeOp op, String container) {
        return once.remove(new Fault(op, container));
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
        if (takes(RuntimeOp.PULL_IMAGE, container.name())) {
            return error("ErrImagePull");
        }
        if (!missingImages.contains(image)) {
            return null;
        }
        return container.imagePullPolicy().equals("Never")
                ? new Failure(
                        "ErrImageNeverPull",
                        "Container image \"" + image + "\" is not present with pull policy of Never")
                : new Failure(
                        "ErrImagePull",
                        "rpc error: code = NotFound desc = failed to pull and unpack image \"" + image
                                + "\": failed to resolve reference \"" + image + "\": " + image + ": not found");
    }
}
