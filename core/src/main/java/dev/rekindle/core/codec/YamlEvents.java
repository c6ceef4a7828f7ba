package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonPointer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;

/** The events of a YAML text, one after the other. */
final class YamlEvents {
    private final ParserImpl parser;

    YamlEvents(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(PodCodec.MAX_BYTES);
        parser = new ParserImpl(new TabScanner(text, options));
    }

    Event next() {
        return parser.getEvent();
    }

    boolean at(Event.ID id) {
        return parser.checkEvent(id);
    }

    /** Leaves out the events of the stream and goes to the first value of the next document, if there is one. */
    boolean nextDocument() {
        while (!at(Event.ID.StreamEnd)) {
            if (next().is(Event.ID.DocumentStart)) {
                return true;
            }
        }
        return false;
    }

    /** Goes past one value. */
    void skip() {
        int depth = 0;
        do {
            Event event = next();
            if (event.is(Event.ID.MappingStart) || event.is(Event.ID.SequenceStart)) {
                depth++;
            } else if (event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd)) {
                depth--;
            }
        } while (depth > 0);
    }

    /** The place of a field or item, or of what holds it where an alias or a merge key stands in. */
    Place locate(JsonPointer path) {
        Event here = next();
        if (here.is(Event.ID.SequenceStart)) {
            for (int i = 0; !at(Event.ID.SequenceEnd); i++) {
                if (path.matchesElement(i)) {
                    return locate(path.tail());
                }
                skip();
            }
        } else if (here.is(Event.ID.MappingStart)) {
            while (!at(Event.ID.MappingEnd)) {
                Mark key = parser.peekEvent().getStartMark();
                if (at(Event.ID.Scalar) && path.matchesProperty(((ScalarEvent) next()).getValue())) {
                    Place place = locate(path.tail());
                    return path.tail().matches() ? new Place(key.getLine(), key.getColumn(), place.written()) : place;
                }
                skip();
            }
        }
        Mark mark = here.getStartMark();
        return new Place(mark.getLine(), mark.getColumn(), here instanceof ScalarEvent scalar ? scalar.getValue() : "");
    }

    /** A line and a column, from 0, and the scalar as it is written there, or empty. */
    record Place(int line, int column, String written) {}
}
