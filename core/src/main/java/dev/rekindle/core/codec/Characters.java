package dev.rekindle.core.codec;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Constant;

/**
 * The characters of a text for SnakeYAML's scanner. Its own reader copies what it holds every 1024 characters, which is
 * quadratic in the length of a token; this one holds the whole text. It also remembers which tab is taken for a space,
 * and what stands before it in its line.
 */
final class Characters extends StreamReader {
    private static final String NAME = "text";

    private final int[] text;
    private int pointer;
    private int line;
    private int column;
    private int documentStart;
    private int spacesFrom;
    private int spacesTo;
    private int last = '\n';
    private int flowLevel;

    Characters(String text) {
        super("");
        this.text = text.codePoints().toArray();
        for (int i = 0; i < this.text.length; i++) {
            if (!StreamReader.isPrintable(this.text[i])) {
                throw new ReaderException(NAME, i, this.text[i], "not allowed");
            }
        }
    }

    @Override
    public int peek() {
        return peek(0);
    }

    @Override
    public int peek(int ahead) {
        int at = pointer + ahead;
        return at >= spacesFrom && at < spacesTo ? ' ' : raw(at);
    }

    @Override
    public void forward() {
        forward(1);
    }

    @Override
    public void forward(int length) {
        if (length == 1) {
            countBrackets(raw(pointer));
        }
        int end = Math.min(pointer + length, text.length);
        while (pointer < end) {
            int c = text[pointer++];
            if (Constant.LINEBR.has(c) || (c == '\r' && raw(pointer) != '\n')) {
                line++;
                column = 0;
            } else if (c != 0xFEFF) {
                column++;
            }
            last = c == ' ' || c == '\t' ? last : c;
        }
    }

    @Override
    public String prefix(int length) {
        return new String(text, pointer, Math.min(length, text.length - pointer));
    }

    @Override
    public String prefixForward(int length) {
        String prefix = prefix(length);
        if (length > 0) {
            int c = raw(pointer + length - 1);
            last = c == ' ' || c == '\t' ? 'x' : c;
        }
        pointer += length;
        column += length;
        return prefix;
    }

    /** The scanner goes past brackets that are tokens one by one, past the characters of scalars by another call. */
    private void countBrackets(int c) {
        if (c == '[' || c == '{') {
            flowLevel++;
        } else if (c == ']' || c == '}') {
            flowLevel--;
        }
    }

    /** Takes a tab, and those that follow it, for spaces. Not where it indents a block or follows a dash. */
    boolean takeTabForSpace() {
        boolean indents = last == '\n' || last == '\r' || last == '-' || last == '?';
        if (raw(pointer) != '\t' || (indents && flowLevel <= 0)) {
            return false;
        }
        spacesFrom = pointer;
        spacesTo = pointer;
        while (raw(spacesTo) == '\t' || raw(spacesTo) == ' ') {
            spacesTo++;
        }
        return true;
    }

    private int raw(int at) {
        return at < text.length ? text[at] : 0;
    }

    @Override
    public Mark getMark() {
        return new Mark(NAME, pointer, line, column, text, pointer);
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public int getDocumentIndex() {
        return pointer - documentStart;
    }

    @Override
    public void resetDocumentIndex() {
        documentStart = pointer;
    }

    @Override
    public int getIndex() {
        return pointer;
    }

    @Override
    public int getLine() {
        return line;
    }
}
