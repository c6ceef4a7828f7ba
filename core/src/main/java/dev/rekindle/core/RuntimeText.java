package dev.rekindle.core;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a runtime reports in one line, for logs and failed assertions: what is as usual is left out. */
final class RuntimeText {
    private RuntimeText() {}

    static String of(Object reported) {
        if (reported instanceof RuntimeContainer container) {
            return container(container);
        }
        return reported instanceof Sandbox sandbox ? sandbox(sandbox) : pod((RuntimePod) reported);
    }

    private static String container(RuntimeContainer container) {
        Parts parts = new Parts(container.name() + "#" + container.attempt() + " " + container.state());
        parts.add("exit code ", container.exited() || container.exitCode() != 0 ? container.exitCode() : null);
        parts.add("", container.reason());
        parts.add("message ", container.message());
        parts.add("id ", container.id());
        parts.add("sandbox ", container.sandboxId());
        parts.add("image ", container.image());
        parts.add("created ", container.createdAt());
        parts.add("started ", container.startedAt());
        parts.add("finished ", container.finishedAt());
        return parts.toString();
    }

    private static String sandbox(Sandbox sandbox) {
        Parts parts = new Parts("sandbox#" + sandbox.attempt() + (sandbox.ready() ? " ready" : " dead"));
        parts.add("id ", sandbox.id());
        parts.add("ip ", sandbox.ip());
        parts.add("also ", sandbox.additionalIps().isEmpty() ? null : sandbox.additionalIps());
        parts.add("", sandbox.hostNetwork() ? "network of the node" : null);
        parts.add("created ", sandbox.createdAt());
        return parts.toString();
    }

    private static String pod(RuntimePod pod) {
        return "sandboxes " + pod.sandboxes() + ", containers " + pod.containers()
                + (pod.newestLogs().isEmpty() ? "" : ", newest logs " + pod.newestLogs());
    }

    private static final class Parts {
        private final StringJoiner joiner = new StringJoiner(", ");

        Parts(String first) {
            joiner.add(first);
        }

        void add(String what, @Nullable Object value) {
            if (value != null && !value.equals("")) {
                joiner.add(what + value);
            }
        }

        @Override
        public String toString() {
            return joiner.toString();
        }
    }
}
