package dev.rekindle.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathMappingTest {
    private final PathMapping mapping =
            new PathMapping(Map.of("/queue", "/v/q$1", "/queue/deep/", "/v/deep", "/d", "/queue"));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "/queue, /v/q$1",
                "/queue/, /v/q$1/",
                "cat /queue/todo, cat /v/q$1/todo",
                "--dir=/queue, --dir=/v/q$1",
                "\"/queue\", \"/v/q$1\"",
                "'/queue/a b', '/v/q$1/a b'",
                "PATH=/bin:/queue/bin:/queue, PATH=/bin:/v/q$1/bin:/v/q$1",
                "a>/queue/log;b</queue/in, a>/v/q$1/log;b</v/q$1/in",
                "$(ls /queue), $(ls /v/q$1)",
                "(/queue/run), (/v/q$1/run)",
                "/queue/deep/er, /v/deep/er",
                "/queue/deeper, /v/q$1/deeper",
                "/d/x, /queue/x",
            })
    void mapsAPathWhereOneBegins(String text, String mapped) {
        assertThat(mapping.map(text)).isEqualTo(mapped);
    }

    @ParameterizedTest
    @CsvSource({
        "/queue2",
        "/queue.old",
        "/queue-1",
        "/var/queue",
        "$HOME/queue",
        "${DIR}/queue",
        "file:///queue",
        "queue",
        "./queue"
    })
    void leavesWhatOnlyLooksLikeIt(String text) {
        assertThat(mapping.map(text)).isEqualTo(text);
    }

    @org.junit.jupiter.api.Test
    void mapsNothingWithoutMounts() {
        assertThat(new PathMapping(Map.of()).map("/queue")).isEqualTo("/queue");
    }
}
