package dev.rekindle.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts for machines: one JSON object a line, the final status last. */
final class SimulationJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SimulationJson() {}

    static void print(Simulation simulation, PrintWriter out) {
        for (Fact fact : simulation.chronicle.facts()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("atSeconds", Chronicle.seconds(fact.at()));
            line.put("sync", fact.step());
            line.put("fact", fact.kind());
            line.putAll(fact.data());
            line.put("what", fact.what());
            line.put("why", String.join(" · ", fact.why()));
            out.println(json(line));
        }
        Map<String, Object> last = new LinkedHashMap<>();
        last.put("atSeconds", Chronicle.seconds(simulation.scenario.time().elapsed()));
        last.put("fact", "end");
        last.putAll(new FinalStatus(simulation).data());
        out.println(json(last));
    }

    private static String json(Map<String, Object> line) {
        try {
            return Layout.harmless(MAPPER.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of plain values cannot be written", e);
        }
    }
}
