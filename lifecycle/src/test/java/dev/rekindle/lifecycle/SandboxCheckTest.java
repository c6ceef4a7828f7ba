package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxCheckTest {
    private static SandboxCheck check(boolean hostNetwork, Sandbox... sandboxes) {
        return SandboxCheck.of(
                hostNetwork, RuntimePod.builder().sandboxes(List.of(sandboxes)).build());
    }

    private static Sandbox sandbox(String id, boolean ready, int attempt, String ip, boolean hostNetwork) {
        return Sandbox.builder()
                .id(id)
                .ready(ready)
                .attempt(attempt)
                .createdAt(Instant.EPOCH)
                .ip(ip)
                .hostNetwork(hostNetwork)
                .build();
    }

    @Test
    void noneYet() {
        assertThat(check(false)).isEqualTo(new SandboxCheck(true, 0, ""));
    }

    @Test
    void oneThatServes() {
        assertThat(check(false, sandbox("a", true, 3, "10.0.0.7", false))).isEqualTo(new SandboxCheck(false, 3, "a"));
    }

    @Test
    void deadOne() {
        assertThat(check(false, sandbox("a", false, 3, "10.0.0.7", false))).isEqualTo(new SandboxCheck(true, 4, "a"));
    }

    @Test
    void twoThatAreReady() {
        Sandbox old = sandbox("a", true, 0, "10.0.0.7", false);
        assertThat(check(false, sandbox("b", true, 1, "10.0.0.8", false), old))
                .isEqualTo(new SandboxCheck(true, 2, "b"));
        assertThat(check(false, sandbox("b", true, 1, "10.0.0.8", false), sandbox("a", false, 0, "", false)))
                .isEqualTo(new SandboxCheck(false, 1, "b"));
    }

    @Test
    void otherNetworkOrNone() {
        assertThat(check(false, sandbox("a", true, 0, "10.0.0.7", true))).isEqualTo(new SandboxCheck(true, 1, ""));
        assertThat(check(false, sandbox("a", true, 0, "", false))).isEqualTo(new SandboxCheck(true, 1, "a"));
        assertThat(check(true, sandbox("a", true, 0, "", true))).isEqualTo(new SandboxCheck(false, 0, "a"));
    }
}
