package dev.rekindle.testkit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code rekindle.jar}. */
@Command(
        name = "rekindle",
        header = "Restart all containers of a pod in place: see what happens, without a cluster.",
        description = "",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "rekindle COMMAND --help tells more about a command. Colours are off when NO_COLOR is set."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {
    private static final int BAD_INPUT = 2;
    private static final int INTERNAL_ERROR = 70;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code. Writes UTF-8.
     *
     * @param args the arguments
     */
    public static void main(String[] args) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int code = run(args, out, err, Terminal.detect(variable("COLUMNS"), variable("TERM")));
        System.exit(code);
    }

    private static String variable(String name) {
        return Objects.requireNonNullElse(System.getenv(name), "");
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /**
     * Runs a command with an output that has no colours.
     *
     * @param args the arguments
     * @param out where the answer goes
     * @param err where complaints go
     * @return 0 when all is well, 1 when what was checked is not right, 2 for input that makes no sense
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, out, err, Terminal.PLAIN);
    }

    static int run(String[] args, PrintWriter out, PrintWriter err, Terminal terminal) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new SimulateCommand(terminal))
                .addSubcommand(new RunCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new ConformanceCommand())
                .addSubcommand(new ValidateCommand())
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(terminal.width())
                .setParameterExceptionHandler((e, a) -> usage(e, err))
                .setExecutionExceptionHandler((e, commandLine, parsed) -> failed(e, err));
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int usage(ParameterException e, PrintWriter err) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println("rekindle: " + e.getMessage() + " (" + command + " --help tells more)");
        return BAD_INPUT;
    }

    private static int failed(Exception e, PrintWriter err) {
        if (e instanceof BadInput) {
            err.println(e.getMessage());
            return BAD_INPUT;
        }
        StackTraceElement[] trace = e.getStackTrace();
        err.println("rekindle: an error in Rekindle itself, please report it: " + e
                + (trace.length == 0 ? "" : " at " + trace[0]));
        return INTERNAL_ERROR;
    }
}
