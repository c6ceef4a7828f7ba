package dev.rekindle.rules;

/**
 * What one exit adds to the two sums that the Job controller compares with {@code backoffLimit}
 * (pkg/controller/job/job_controller.go).
 */
public final class JobCount {
    /** Nothing. */
    static final JobCount NOTHING = new JobCount(0, 0);

    static final JobCount FAILED_POD = new JobCount(0, 1);

    private final int restarts;
    private final int failedPods;

    JobCount(int restarts, int failedPods) {
        this.restarts = restarts;
        this.failedPods = failedPods;
    }

    /**
     * Returns what the exit adds to the restart counts of init and regular containers of pods that are pending or
     * running. The Job fails when their sum reaches its limit; with the limit 0, when it is not 0
     * ({@code pastBackoffLimitOnFailure}). They are compared for pods with the policy {@code OnFailure} only, so this is
     * 0 for others. A restart of all containers counts one for each container that ran before; this assumes that all
     * did which can have. (Kubernetes 1.35 forgets these counts as soon as the containers run again.)
     *
     * @return how many restarts, 0 or more
     */
    public int restarts() {
        return restarts;
    }

    /**
     * Returns 1 when the pod fails with this exit, whatever other containers do, else 0. The Job fails when more pods
     * failed than its limit, unless a {@code podFailurePolicy} leaves them out; the restarts of a failed pod count no
     * more.
     *
     * @return 0 or 1
     */
    public int failedPods() {
        return failedPods;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JobCount count && restarts == count.restarts && failedPods == count.failedPods;
    }

    @Override
    public int hashCode() {
        return 31 * restarts + failedPods;
    }

    @Override
    public String toString() {
        return "JobCount[restarts=" + restarts + ", failedPods=" + failedPods + "]";
    }
}
