package dev.rekindle.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** What somebody meant who misspelt a command or an option. */
final class Suggestion {
    private static final int DISTANCE_MAX = 3;

    private Suggestion() {}

    static Optional<String> of(UnmatchedArgumentException e) {
        CommandLine command = e.getCommandLine();
        String word = e.getUnmatched().isEmpty() ? "" : e.getUnmatched().get(0).split("=", 2)[0];
        Set<String> known = new LinkedHashSet<>(command.getSubcommands().keySet());
        known.addAll(command.getCommandSpec().optionsMap().keySet());
        return nearest(word, known);
    }

    static Optional<String> nearest(String word, Collection<String> known) {
        int most = Math.min(DISTANCE_MAX, word.replace("-", "").length() / 2);
        return known.stream()
                .filter(name -> name.length() > 2 && distance(word, name) <= most)
                .min(Comparator.comparingInt(name -> distance(word, name)));
    }

    /** How many letters have to be added, dropped or changed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
