package dev.rekindle.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a runtime reports fits on a line, and hides nothing that differs. */
class RuntimeTextTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RuntimeContainer RUNNING = RuntimeContainer.builder()
            .id("c-1")
            .name("app")
            .attempt(1)
            .state(RuntimeContainer.State.RUNNING)
            .createdAt(NOW)
            .build();
    private static final Sandbox READY =
            Sandbox.builder().id("sb-0").ready(true).createdAt(NOW).build();

    @Test
    void anAttemptSaysWhatItIsAndWhenItBecameSo() {
        assertThat(RUNNING).hasToString("app#1 RUNNING, id c-1, created 2026-01-01T00:00:00Z");
        RuntimeContainer exited = RUNNING.edit()
                .state(RuntimeContainer.State.EXITED)
                .exitCode(0)
                .reason(Reasons.OOM_KILLED)
                .message("bye")
                .sandboxId("sb-0")
                .image("img")
                .startedAt(NOW.plusSeconds(1))
                .finishedAt(NOW.plusSeconds(2))
                .build();
        assertThat(exited)
                .hasToString("app#1 EXITED, exit code 0, OOMKilled, message bye, id c-1, sandbox sb-0, image img,"
                        + " created 2026-01-01T00:00:00Z, started 2026-01-01T00:00:01Z, finished 2026-01-01T00:00:02Z");
        assertThat(RUNNING.edit().exitCode(3).build().toString()).contains("exit code 3");
    }

    @Test
    void aSandboxSaysWhetherItIsAlive() {
        assertThat(READY).hasToString("sandbox#0 ready, id sb-0, created 2026-01-01T00:00:00Z");
        assertThat(Sandbox.builder()
                        .from(READY.stopped())
                        .attempt(2)
                        .ip("10.0.0.1")
                        .addAdditionalIp("fd00::1")
                        .hostNetwork(true)
                        .build())
                .hasToString("sandbox#2 dead, id sb-0, ip 10.0.0.1, also [fd00::1], network of the node,"
                        + " created 2026-01-01T00:00:00Z");
    }

    @Test
    void aPodSaysBothAndTheLogsThatAreLeft() {
        assertThat(RuntimePod.EMPTY).hasToString("sandboxes [], containers []");
        assertThat(RuntimePod.builder()
                        .addSandbox(READY)
                        .addContainer(RUNNING)
                        .putNewestLog("app", 3)
                        .build())
                .hasToString("sandboxes [" + READY + "], containers [" + RUNNING + "], newest logs {app=3}");
    }
}
