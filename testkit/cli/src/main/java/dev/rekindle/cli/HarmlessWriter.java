package dev.rekindle.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Shows what a manifest or a file name could do to a terminal as escapes, in complaints that quote it. */
final class HarmlessWriter extends FilterWriter {
    HarmlessWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        write(String.valueOf((char) c));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(String.valueOf(text, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        String[] lines = text.substring(offset, offset + length).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            out.write((i == 0 ? "" : "\n") + Layout.harmless(lines[i]));
        }
    }
}
