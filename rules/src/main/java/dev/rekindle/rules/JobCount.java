package dev.rekindle.rules;

/**
 * What one exit adds to the two sums that the Job controller compares with {@code backoffLimit}
 * (pkg/controller/job/job_controller.go).
 *
 * @param restarts what it adds to the restart counts of init and regular containers of pods that are pending or
 *     running. The Job fails when their sum reaches its limit; with the limit 0, when it is not 0
 *     ({@code pastBackoffLimitOnFailure}). They are compared for pods with the policy {@code OnFailure} only, so this is 0
 *     for others. A restart of all containers counts one for each container that ran before; this assumes that all
 *     did which can have. (Kubernetes 1.35 forgets these counts as soon as the containers run again.)
 * @param failedPods 1 when the pod fails with this exit, whatever other containers do, else 0. The Job fails when
 *     more pods failed than its limit, unless a {@code podFailurePolicy} leaves them out; the restarts of a failed
 *     pod count no more
 */
public record JobCount(int restarts, int failedPods) {
    /** Nothing. */
    static final JobCount NOTHING = new JobCount(0, 0);

    static final JobCount FAILED_POD = new JobCount(0, 1);
}
