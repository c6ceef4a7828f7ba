package dev.rekindle.rules;

import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import java.util.List;

/**
 * What the kinds of workloads ask of their pod templates: pkg/apis/apps/validation/validation.go,
 * pkg/apis/batch/validation/validation.go and, for replication controllers, pkg/apis/core/validation/validation.go.
 */
final class TemplateValidation {
    private TemplateValidation() {}

    /** Adds to the errors of the spec; the path is that of the template. */
    static void check(String kind, String path, PodSpec spec, List<FieldError> errors) {
        if (!spec.ephemeralContainers().isEmpty()) {
            errors.add(FieldError.forbidden(
                    path + ".spec.ephemeralContainers", "ephemeral containers not allowed in pod template"));
        }
        switch (kind) {
            case "PodTemplate" -> {}
            case "Job", "CronJob", "JobSet" -> checkJob(path, spec, errors);
            // A deployment is validated as the replica set that it makes, a LeaderWorkerSet as its stateful sets.
            case "Deployment", "ReplicaSet" -> checkAlways("ReplicaSet", path, spec, errors);
            case "LeaderWorkerSet", "StatefulSet" -> checkAlways("StatefulSet", path, spec, errors);
            case "DaemonSet", "ReplicationController" -> checkAlways(kind, path, spec, errors);
            default ->
                throw new IllegalArgumentException("unknown kind \"" + kind + "\": expected PodTemplate,"
                        + " ReplicationController, ReplicaSet, Deployment, StatefulSet, DaemonSet, Job, CronJob,"
                        + " JobSet or LeaderWorkerSet");
        }
    }

    private static void checkAlways(String kind, String path, PodSpec spec, List<FieldError> errors) {
        RestartPolicy policy = spec.restartPolicy();
        if (!policy.equals(RestartPolicy.ALWAYS)) {
            errors.add(FieldError.notSupported(path + ".spec.restartPolicy", policy.value(), "Always"));
        }
        if (spec.activeDeadlineSeconds() != null) {
            errors.add(FieldError.forbidden(
                    path + ".spec.activeDeadlineSeconds", "activeDeadlineSeconds in " + kind + " is not Supported"));
        }
    }

    /** The default of a pod, Always, counts as not given. */
    private static void checkJob(String path, PodSpec spec, List<FieldError> errors) {
        RestartPolicy policy = spec.restartPolicy();
        if (policy.equals(RestartPolicy.ALWAYS)) {
            errors.add(FieldError.required(path + ".spec.restartPolicy", "valid values: \"OnFailure\", \"Never\""));
        } else if (!Decider.isKnown(policy)) {
            errors.add(FieldError.notSupported(path + ".spec.restartPolicy", policy.value(), "OnFailure", "Never"));
        }
    }
}
