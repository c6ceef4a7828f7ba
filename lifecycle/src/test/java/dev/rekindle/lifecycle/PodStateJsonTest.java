package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PodStateJsonTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00.123456789Z");
    private static final PodState STATE = new PodState(
            PodState.Work.TERMINATING,
            PodStatus.builder().podIP("10.0.0.7").startTime(Timestamp.of(T0)).build(),
            Map.of("k1", new BackOffEntry(Duration.ofMillis(1500), T0)),
            Map.of("trainer", new Failure("CrashLoopBackOff", "back-off 10s")),
            List.of(new RestartCause("trainer", "containerd://a", 88, 0, Timestamp.of(T0))),
            Map.of("app:2", new ImagePullBackOff(Duration.ofSeconds(20), T0, "ErrImagePull: not found")));

    @Test
    void survivesJackson2() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        String json = mapper.writeValueAsString(STATE);
        assertThat(mapper.readValue(json, PodState.class)).isEqualTo(STATE);
        assertThat(mapper.readValue("{}", PodState.class)).isEqualTo(PodState.INITIAL);
    }

    @Test
    void survivesJackson3() {
        JsonMapper mapper = JsonMapper.shared();
        assertThat(mapper.readValue(mapper.writeValueAsString(STATE), PodState.class))
                .isEqualTo(STATE);
    }

    @Test
    void bothWriteTheSame() throws Exception {
        assertThat(JsonMapper.shared().writeValueAsString(STATE))
                .isEqualTo(new ObjectMapper().writeValueAsString(STATE));
    }
}
