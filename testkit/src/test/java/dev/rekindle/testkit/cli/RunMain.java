package dev.rekindle.testkit.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command alone, for tests that kill its JVM. */
final class RunMain {
    private RunMain() {}

    public static void main(String[] args) {
        System.exit(command(null).execute(args));
    }

    /** The command as {@code rekindle} has it; its output goes to the writer, or to standard output. */
    static CommandLine command(@Nullable StringWriter output) {
        CommandLine command = new CommandLine(new RunCommand(Terminal.PLAIN));
        if (output != null) {
            command.setOut(new PrintWriter(output));
            command.setErr(new PrintWriter(output));
        }
        return command.setExecutionExceptionHandler((e, line, result) -> {
            if (!(e instanceof BadInput)) {
                throw e;
            }
            line.getErr().println("error: " + e.getMessage());
            line.getErr().flush();
            return 2;
        });
    }
}
