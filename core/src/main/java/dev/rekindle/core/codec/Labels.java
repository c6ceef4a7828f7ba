package dev.rekindle.core.codec;

import dev.rekindle.core.codec.ManifestReader.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names the pods of a text so that each is told from the others. */
final class Labels {
    private Labels() {}

    static List<PodManifest> label(List<Found> found) {
        Map<String, Long> uses =
                found.stream().collect(Collectors.groupingBy(one -> one.name().label(), Collectors.counting()));
        List<PodManifest> manifests = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Map<String, Integer> next = new HashMap<>();
        for (Found one : found) {
            String wanted = one.name().label();
            String label = uses.getOrDefault(wanted, 0L) == 1 && !wanted.isEmpty() ? wanted : placed(wanted, one);
            String unique = label;
            while (!taken.add(unique)) {
                unique = label + " #" + next.merge(label, 2, (count, start) -> count + 1);
            }
            manifests.add(new PodManifest(
                    one.name(), FieldPath.text(one.template()), unique, one.pod(), one.unknownFields()));
        }
        return manifests;
    }

    private static String placed(String label, Found one) {
        String place = "document " + (one.document() + 1);
        String item = FieldPath.text(one.path());
        String template = FieldPath.text(one.template());
        String where = List.of(place, item, template).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return (label.isEmpty() ? one.name().kind() : label) + " (" + where + ")";
    }
}
