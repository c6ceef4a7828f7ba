package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the kinds of Kubernetes, JobSet and LeaderWorkerSet keep their pod templates. */
final class Templates {
    /** Places by kind; a star stands for every item of a list. */
    private static final Map<String, List<String>> PLACES = Map.of(
            "PodTemplate", List.of("/template"),
            "ReplicationController", List.of("/spec/template"),
            "ReplicaSet", List.of("/spec/template"),
            "Deployment", List.of("/spec/template"),
            "StatefulSet", List.of("/spec/template"),
            "DaemonSet", List.of("/spec/template"),
            "Job", List.of("/spec/template"),
            "CronJob", List.of("/spec/jobTemplate/spec/template"),
            "JobSet", List.of("/spec/replicatedJobs/*/template/spec/template"),
            "LeaderWorkerSet",
                    List.of("/spec/leaderWorkerTemplate/leaderTemplate", "/spec/leaderWorkerTemplate/workerTemplate"));

    private static final Map<String, String> GROUPS = Map.of(
            "PodTemplate", "",
            "ReplicationController", "",
            "Job", "batch",
            "CronJob", "batch",
            "JobSet", "jobset.x-k8s.io",
            "LeaderWorkerSet", "leaderworkerset.x-k8s.io");

    private static final Set<String> OPTIONAL = Set.of("/spec/leaderWorkerTemplate/leaderTemplate");

    private Templates() {}

    /** Tells whether objects of that kind hold pod templates. Kinds of other API groups share names: then not. */
    static boolean isWorkload(String kind, JsonNode apiVersion) {
        if (!PLACES.containsKey(kind)) {
            return false;
        }
        String version = apiVersion.isTextual() ? apiVersion.textValue() : "";
        int slash = version.indexOf('/');
        String group = slash < 0 ? "" : version.substring(0, slash);
        return version.isEmpty() || group.equals(GROUPS.getOrDefault(kind, "apps"));
    }

    /** The places of the templates of an object; a template that has to be there and is not has a place too. */
    static List<JsonPointer> places(String kind, JsonNode object) {
        List<JsonPointer> places = new ArrayList<>();
        for (String pattern : PLACES.getOrDefault(kind, List.of())) {
            if (!OPTIONAL.contains(pattern) || object.at(pattern).isObject()) {
                expand(pattern, object, places);
            }
        }
        return places;
    }

    private static void expand(String pattern, JsonNode object, List<JsonPointer> places) {
        int star = pattern.indexOf("/*");
        if (star < 0) {
            places.add(JsonPointer.compile(pattern));
            return;
        }
        JsonPointer list = JsonPointer.compile(pattern.substring(0, star));
        for (int i = 0; i < object.at(list).size(); i++) {
            places.add(list.appendIndex(i).append(JsonPointer.compile(pattern.substring(star + 2))));
        }
    }
}
