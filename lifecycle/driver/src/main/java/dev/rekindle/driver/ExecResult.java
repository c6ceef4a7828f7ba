package dev.rekindle.driver;

/**
 * How a command ended that was run in a container. Of the texts the driver keeps 10 kB, as the kubelet does of
 * probes.
 *
 * @param exitCode its exit code; has no meaning when it timed out
 * @param output what it wrote, standard output and standard error, may be cut off
 * @param timedOut whether it was killed because its time was over
 * @param errorOutput what of the output is standard error, for the messages of failed hooks; empty when it is not
 *     known apart
 */
public record ExecResult(int exitCode, String output, boolean timedOut, String errorOutput) {
    /** How much of an output counts, in characters ({@code maxReadLength}, pkg/kubelet/prober and pkg/probe/exec). */
    static final int OUTPUT_MAX = 10 * 1024;

    /** Cuts off what is too long. */
    public ExecResult {
        Arguments.required(output, "output", "what the command wrote, may be empty");
        Arguments.required(errorOutput, "errorOutput", "what it wrote to standard error, may be empty");
        output = output.length() > OUTPUT_MAX ? output.substring(0, OUTPUT_MAX) : output;
        errorOutput = errorOutput.length() > OUTPUT_MAX ? errorOutput.substring(0, OUTPUT_MAX) : errorOutput;
    }

    /**
     * A result whose standard error is not known apart.
     *
     * @param exitCode its exit code
     * @param output what it wrote
     * @param timedOut whether its time was over
     */
    public ExecResult(int exitCode, String output, boolean timedOut) {
        this(exitCode, output, timedOut, "");
    }

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
