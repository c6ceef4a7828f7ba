package dev.rekindle.driver;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended that was run in a container. Of the texts 10 kB are kept, as the kubelet does of probes.
 */
public final class ExecResult {
    /** How much of an output counts, in characters ({@code maxReadLength}, pkg/kubelet/prober and pkg/probe/exec). */
    static final int OUTPUT_MAX = 10 * 1024;

    private final int exitCode;
    private final String output;
    private final boolean timedOut;
    private final String errorOutput;

    private ExecResult(int exitCode, String output, boolean timedOut, String errorOutput) {
        Arguments.required(output, "output", "what the command wrote, may be empty");
        Arguments.required(errorOutput, "errorOutput", "what it wrote to standard error, may be empty");
        this.exitCode = exitCode;
        this.output = shortened(output);
        this.timedOut = timedOut;
        this.errorOutput = shortened(errorOutput);
    }

    private static String shortened(String text) {
        return text.length() > OUTPUT_MAX ? text.substring(0, OUTPUT_MAX) : text;
    }

    /**
     * A command that ended by itself.
     *
     * @param exitCode its exit code
     * @param output what it wrote, standard output and standard error
     * @return the result
     */
    public static ExecResult exited(int exitCode, String output) {
        return new ExecResult(exitCode, output, false, "");
    }

    /**
     * A command that took too long and was killed.
     *
     * @param output what it wrote until then
     * @return the result
     */
    public static ExecResult timeout(String output) {
        return new ExecResult(0, output, true, "");
    }

    /**
     * Says what of the output is standard error, for the messages of failed hooks.
     *
     * @param value what the command wrote to standard error
     * @return a copy
     */
    public ExecResult withErrorOutput(String value) {
        return new ExecResult(exitCode, output, timedOut, value);
    }

    /** {@return the exit code of the command; has no meaning when it timed out} */
    public int exitCode() {
        return exitCode;
    }

    /** {@return what the command wrote, standard output and standard error, may be cut off} */
    public String output() {
        return output;
    }

    /** {@return whether the command was killed because its time was over} */
    public boolean timedOut() {
        return timedOut;
    }

    /** {@return what of the output is standard error; empty when it is not known apart} */
    public String errorOutput() {
        return errorOutput;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExecResult that
                && exitCode == that.exitCode
                && timedOut == that.timedOut
                && output.equals(that.output)
                && errorOutput.equals(that.errorOutput);
    }

    @Override
    public int hashCode() {
        return Objects.hash(exitCode, output, timedOut, errorOutput);
    }

    @Override
    public String toString() {
        String end = timedOut ? "timed out" : "exit code " + exitCode;
        return output.isEmpty() ? end : end + ": " + output;
    }
}
