package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.HostIP;
import dev.rekindle.core.PodIP;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of the node, of the sandbox and of the status before in, those of the status out. */
class PodAddressesTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // node, sandbox, before, pod
                "-, -, -, -",
                "-, 10.0.0.7, -, 10.0.0.7",
                "-, -, 10.0.0.7, -",
                "-, 10.0.0.8, 10.0.0.7, 10.0.0.8",
                "-, fd00::7, -, fd00::7",
                "-, fd00::7 10.0.0.7, -, 10.0.0.7 fd00::7",
                "-, 10.0.0.7 10.0.0.8, -, 10.0.0.7",
                "192.0.2.1, fd00::7 10.0.0.7, -, 10.0.0.7 fd00::7",
                "2001:db8::1, 10.0.0.7 fd00::7, -, fd00::7 10.0.0.7",
                "192.0.2.1, 10.0.0.7 10.0.0.8 fd00::7, -, 10.0.0.7 fd00::7",
                "192.0.2.1, -, -, -"
            })
    void ofAPodWithANetworkOfItsOwn(
            @Nullable String node, @Nullable String sandbox, @Nullable String before, @Nullable String expected) {
        assertThat(pod(false, node, sandbox, before)).isEqualTo(list(expected));
    }

    @Test
    void aPodWithoutAReadySandboxKeepsThem() {
        PodStatus old = PodStatus.builder().addPodIPs(new PodIP("10.0.0.7")).build();
        PodAddresses addresses = new PodAddresses(List.of(), false);
        Sandbox dead = sandbox("new", false, 2);
        assertThat(addresses.ofPod(RuntimePod.EMPTY, old)).isEqualTo(old.podIPs());
        assertThat(addresses.ofPod(RuntimePod.builder().addSandboxes(dead).build(), old))
                .isEqualTo(old.podIPs());
        RuntimePod olderReady = RuntimePod.builder()
                .addSandboxes(dead)
                .addSandboxes(sandbox("old", true, 1))
                .build();
        assertThat(addresses.ofPod(olderReady, old)).isEmpty();
    }

    private static Sandbox sandbox(String id, boolean ready, long created) {
        return Sandbox.builder()
                .id(id)
                .ready(ready)
                .createdAt(Instant.ofEpochSecond(created))
                .ip("10.0.0.9")
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "192.0.2.1, -, -, 192.0.2.1",
                "192.0.2.1 2001:db8::1, -, -, 192.0.2.1 2001:db8::1",
                "192.0.2.2 2001:db8::1, -, 192.0.2.1, 192.0.2.1 2001:db8::1",
                "192.0.2.2, -, 192.0.2.1, 192.0.2.1",
                "-, -, -, -"
            })
    void ofAPodInTheNetworkOfItsNode(
            @Nullable String node, @Nullable String sandbox, @Nullable String before, @Nullable String expected) {
        assertThat(pod(true, node, sandbox, before)).isEqualTo(list(expected));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"192.0.2.1 2001:db8::1, -, 192.0.2.1 2001:db8::1", "-, 192.0.2.9, 192.0.2.9", "-, -, -"})
    void ofTheNode(@Nullable String node, @Nullable String before, @Nullable String expected) {
        PodStatus old = PodStatus.builder().hostIP(before == null ? "" : before).build();
        assertThat(new PodAddresses(list(node), false).ofHost(old))
                .extracting(HostIP::ip)
                .isEqualTo(list(expected));
    }

    private static List<String> pod(
            boolean hostNetwork, @Nullable String node, @Nullable String sandbox, @Nullable String before) {
        PodStatus old = PodStatus.builder()
                .podIPs(list(before).stream().map(PodIP::new).toList())
                .build();
        return new PodAddresses(list(node), hostNetwork)
                .ofPod(runtime(list(sandbox)), old).stream().map(PodIP::ip).toList();
    }

    private static RuntimePod runtime(List<String> ips) {
        List<String> all = new ArrayList<>(ips);
        return RuntimePod.builder()
                .addSandboxes(Sandbox.builder()
                        .id("sb")
                        .ready(true)
                        .createdAt(Instant.EPOCH)
                        .ip(all.isEmpty() ? "" : all.remove(0))
                        .additionalIps(all)
                        .build())
                .build();
    }

    private static List<String> list(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(" ", -1));
    }
}
