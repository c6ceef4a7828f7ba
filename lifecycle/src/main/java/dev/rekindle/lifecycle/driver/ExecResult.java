package dev.rekindle.lifecycle.driver;

/**
 * How a command ended that was run in a container.
 *
 * @param exitCode its exit code; has no meaning when it timed out
 * @param output what it wrote, standard output and standard error, may be cut off
 * @param timedOut whether it was killed because its time was over
 */
public record ExecResult(int exitCode, String output, boolean timedOut) {
    /**
     * A command that ended by itself.
     *
     * @param exitCode its exit code
     * @param output what it wrote
     * @return the result
     */
    public static ExecResult exited(int exitCode, String output) {
        return new ExecResult(exitCode, output, false);
    }

    /**
     * A command that took too long.
     *
     * @param output what it wrote until then
     * @return the result
     */
    public static ExecResult timeout(String output) {
        return new ExecResult(0, output, true);
    }
}
