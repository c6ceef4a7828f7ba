package com.example.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentTest {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Agent agent = new Agent(lines::add);

    @TempDir
    Path states;

    @Test
    void anExitWith88RestartsEverythingInTheSameSandbox() throws Exception {
        PodStatus status = agent.run(Agent.trainer(), Agent.functions(), states);

        assertEquals(PodPhase.SUCCEEDED, status.phase());
        assertEquals(1, status.container("fetch").restartCount(), "the init container ran again");
        assertEquals(1, status.container("train").restartCount());
        assertEquals(List.of("runtime  create sandbox 0"), lines("create sandbox"), "the sandbox stayed");
        assertEquals(List.of("cause    train exited 88"), lines("cause"));
    }

    @Test
    void anyOtherFailureEndsThePod() throws Exception {
        Map<String, Callable<Integer>> functions = new HashMap<>(Agent.functions());
        functions.put("train", () -> 1);

        PodStatus status = agent.run(Agent.trainer(), functions, states);

        assertEquals(PodPhase.FAILED, status.phase());
        assertEquals(0, status.container("train").restartCount());
        assertTrue(lines("AllContainersRestarting").isEmpty());
    }

    private List<String> lines(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }
}
