package dev.rekindle.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where facts go, and with a terminal the view below them, redrawn. */
interface RunOutput {
    /** Shows facts, and the view as it is now. */
    void show(List<Fact> facts, List<String> view);

    /** Shows the last fact to machines and the last view to people. */
    void end(Fact end, List<String> view);

    /** One line for each fact that has something to say; the view at the end, and on a terminal all the time. */
    static RunOutput text(PrintWriter out, Terminal terminal) {
        return new Text(out, terminal);
    }

    /** One JSON object for each fact. */
    static RunOutput json(PrintWriter out, Instant begin) {
        return new Json(out, begin);
    }

    /** One JSON object for each fact. */
    record Json(PrintWriter out, Instant begin) implements RunOutput {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        @Override
        public void show(List<Fact> facts, List<String> view) {
            facts.forEach(this::line);
            out.flush();
        }

        @Override
        public void end(Fact end, List<String> view) {
            show(List.of(end), view);
        }

        private void line(Fact fact) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("at", begin.plus(fact.at()).toString());
            line.put("kind", fact.kind());
            line.putAll(fact.data());
            if (!fact.why().isEmpty()) {
                line.put("message", String.join(" ", fact.why()));
            }
            try {
                out.println(Layout.harmless(MAPPER.writeValueAsString(line)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Lines; with a terminal the view stays at the bottom. */
    final class Text implements RunOutput {
        private static final int AT_WIDTH = 9;

        /** Lets a terminal cut lines that are too long, so that no line of the view takes two. */
        private static final String CUT = "\u001b[?7l";

        private static final String WRAP = "\u001b[?7h";

        private final PrintWriter out;
        private final Terminal terminal;
        private int drawn;

        private Text(PrintWriter out, Terminal terminal) {
            this.out = out;
            this.terminal = terminal;
        }

        @Override
        public void show(List<Fact> facts, List<String> whole) {
            List<String> view = visible(whole);
            if (drawn > 0) {
                out.print("\u001b[" + drawn + "F\u001b[J");
            }
            facts.stream().filter(fact -> !fact.what().isEmpty()).forEach(this::line);
            drawn = terminal.live() ? view.size() : 0;
            if (drawn > 0) {
                out.print(CUT);
                view.forEach(out::println);
                out.print(WRAP);
            }
            out.flush();
        }

        /** What is drawn anew must be on the screen: lines above it are out of reach. */
        private List<String> visible(List<String> view) {
            int rest = view.size() - (terminal.height() - 2);
            if (!terminal.live() || rest <= 1) {
                return view;
            }
            List<String> visible = new ArrayList<>(view.subList(0, view.size() - rest));
            visible.add("  … and " + rest + " more");
            return visible;
        }

        @Override
        public void end(Fact end, List<String> view) {
            show(List.of(), view);
            if (!terminal.live()) {
                view.forEach(out::println);
                out.flush();
            }
        }

        private void line(Fact fact) {
            String why = fact.why().isEmpty() ? "" : "  " + String.join(" ", fact.why());
            out.println(Layout.pad(Durations.point(fact.at()), AT_WIDTH)
                    + terminal.paint(fact.tone(), fact.what())
                    + terminal.paint(Tone.ASIDE, why));
        }
    }
}
