package dev.rekindle.core.codec;

import java.util.function.Supplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.scanner.ScannerException;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.Token;

/**
 * Lets tabs stand between tokens, as YAML and goyaml do and SnakeYAML does not. A tab that SnakeYAML stumbles on is
 * taken for a space and the scan goes on from there; a tab that indents a block, or follows a dash, remains an error.
 */
final class TabScanner implements Scanner {
    private final Characters characters;
    private final ScannerImpl scanner;

    TabScanner(String text, LoaderOptions options) {
        characters = new Characters(text);
        scanner = new ScannerImpl(characters, options);
    }

    @Override
    public boolean checkToken(Token.ID... choices) {
        return scan(() -> scanner.checkToken(choices));
    }

    @Override
    public boolean checkToken(Token.ID choice) {
        return scan(() -> scanner.checkToken(choice));
    }

    @Override
    public Token peekToken() {
        return scan(scanner::peekToken);
    }

    @Override
    public Token getToken() {
        return scanner.getToken();
    }

    @Override
    public void resetDocumentIndex() {
        scanner.resetDocumentIndex();
    }

    private <T> T scan(Supplier<T> next) {
        while (true) {
            try {
                return next.get();
            } catch (ScannerException e) {
                Mark mark = e.getProblemMark();
                if (mark == null || mark.getIndex() != characters.getIndex() || !characters.takeTabForSpace()) {
                    throw e;
                }
            }
        }
    }

    /** Remembers which tab is taken for a space, and what stands before it in its line. */
    private static final class Characters extends StreamReader {
        private int space = -1;
        private int last = '\n';
        private int flowLevel;

        Characters(String text) {
            super(text);
        }

        @Override
        public int peek() {
            int c = super.peek();
            return c == '\t' && getIndex() == space ? ' ' : c;
        }

        @Override
        public int peek(int index) {
            int c = super.peek(index);
            return c == '\t' && getIndex() + index == space ? ' ' : c;
        }

        @Override
        public void forward(int length) {
            if (length == 1) {
                countBrackets(super.peek());
            }
            int left = length;
            while (left-- > 0) {
                int c = super.peek();
                if (c != ' ' && c != '\t') {
                    last = c;
                }
                super.forward(1);
            }
        }

        @Override
        public String prefixForward(int length) {
            if (length > 0) {
                int c = super.peek(length - 1);
                last = c == ' ' || c == '\t' ? 'x' : c;
            }
            return super.prefixForward(length);
        }

        /** The scanner goes past brackets that are tokens one by one, past the characters of scalars by another call. */
        private void countBrackets(int c) {
            if (c == '[' || c == '{') {
                flowLevel++;
            } else if (c == ']' || c == '}') {
                flowLevel--;
            }
        }

        boolean takeTabForSpace() {
            boolean indents = last == '\n' || last == '\r' || last == '-' || last == '?';
            if (super.peek() != '\t' || (indents && flowLevel <= 0)) {
                return false;
            }
            space = getIndex();
            return true;
        }
    }
}
