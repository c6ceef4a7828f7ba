package dev.rekindle.core.codec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Guesses what was meant by a field that Kubernetes does not have. */
final class Hints {
    private static final int MAX_LENGTH = 64;

    /** Where fields are looked for that stand in a wrong place, and what to call these places. */
    private static final Map<String, String> PLACES = places();

    private Hints() {}

    /** A sentence without an end, or empty when nothing is near. */
    static String hint(String type, String field) {
        if (type.equals("ContainerRestartRule") && field.equals("onExit")) {
            return "onExit was the shape of an early draft: use exitCodes beside action";
        }
        for (String known : Schema.fields(type).keySet()) {
            if (known.equalsIgnoreCase(field)) {
                return "did you mean " + known + "?";
            }
        }
        for (Map.Entry<String, String> place : PLACES.entrySet()) {
            if (Schema.fields(place.getKey()).containsKey(field)) {
                return field + " belongs into " + place.getValue();
            }
        }
        return field.length() > MAX_LENGTH ? "" : bySpelling(type, field);
    }

    private static String bySpelling(String type, String field) {
        int nearest = Math.max(Math.min(2, field.length() / 2), field.length() / 4) + 1;
        String hint = "";
        for (String known : Schema.fields(type).keySet()) {
            int distance = distance(field, known);
            if (distance < nearest) {
                nearest = distance;
                hint = "did you mean " + known + "?";
            }
        }
        for (Map.Entry<String, String> place : PLACES.entrySet()) {
            for (String known : Schema.fields(place.getKey()).keySet()) {
                int distance = distance(field, known);
                if (distance < nearest && distance <= 2) {
                    nearest = distance;
                    hint = "did you mean " + known + ", which belongs into " + place.getValue() + "?";
                }
            }
        }
        return hint;
    }

    /** How many letters to insert, delete, replace or swap with their neighbour (Damerau and Levenshtein). */
    static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int step = Math.min(steps[i - 1][j - 1] + same, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    step = Math.min(step, steps[i - 2][j - 2] + 1);
                }
                steps[i][j] = step;
            }
        }
        return steps[a.length()][b.length()];
    }

    private static Map<String, String> places() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("Container", "a container");
        places.put("PodSpec", "the spec of a pod");
        places.put("ContainerRestartRule", "a rule of restartPolicyRules");
        places.put("ContainerRestartRuleOnExitCodes", "exitCodes");
        places.put("Probe", "a probe");
        places.put("Lifecycle", "lifecycle");
        places.put("ObjectMeta", "metadata");
        places.put("JobSpec", "the spec of a Job");
        return places;
    }
}
