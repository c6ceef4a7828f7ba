package dev.rekindle.core.codec;

import java.util.function.Supplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
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
}
