package dev.rekindle.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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

    /** What a shell says of a program that SIGPIPE ended. */
    private static final int READER_LEFT = 141;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code. Writes UTF-8.
     *
     * @param args the arguments
     */
    public static void main(String[] args) {
        PrintWriter out = StandardOutput.writer(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        int code = run(args, out, err, Terminal.detect(System.getenv()));
        System.exit(code);
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

    static int run(String[] args, PrintWriter out, PrintWriter complaints, Terminal terminal) {
        PrintWriter err = new PrintWriter(new HarmlessWriter(complaints));
        AtomicReference<StandardOutput.@Nullable Lost> lost = new AtomicReference<>();
        int code;
        try {
            code = line(out, err, terminal, lost).execute(args);
            StandardOutput.Lost whileItRan = lost.get();
            if (whileItRan != null) {
                throw whileItRan;
            }
            out.flush();
        } catch (StandardOutput.Lost e) {
            code = lost(e, err);
        }
        err.flush();
        return code;
    }

    static CommandLine line(
            PrintWriter out, PrintWriter err, Terminal terminal, AtomicReference<StandardOutput.@Nullable Lost> lost) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new SimulateCommand(terminal))
                .addSubcommand(new RunCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new ConformanceCommand())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new CommandLine.HelpCommand())
                .addSubcommand(new GenerateCompletion())
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.coloursHelp() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.max(Terminal.HELP_WIDTH_MIN, terminal.width()))
                .setParameterExceptionHandler((e, a) -> usage(e, err))
                .setExecutionExceptionHandler((e, commandLine, parsed) -> failed(e, err, lost));
        if (terminal.width() < Terminal.HELP_WIDTH_MIN) {
            narrow(line, terminal.width());
        }
        return line;
    }

    /** Picocli does not go below its own least width: what it wrote is wrapped once more. */
    private static void narrow(CommandLine line, int width) {
        line.getHelpSectionMap().replaceAll((key, section) -> help -> Layout.rewrap(section.render(help), width));
        line.getSubcommands().values().forEach(subcommand -> narrow(subcommand, width));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int usage(ParameterException e, PrintWriter err) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = String.join(" ", String.valueOf(e.getMessage()).lines().toList());
        err.println("rekindle: " + message + suggestion(e) + " (" + command + " --help tells more)");
        return BAD_INPUT;
    }

    private static String suggestion(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                ? Suggestion.of(unmatched)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("")
                : "";
    }

    private static int lost(StandardOutput.Lost e, PrintWriter err) {
        if (e.readerLeft()) {
            return READER_LEFT;
        }
        err.println(e.getMessage());
        return 1;
    }

    /** What picocli is thrown here it would print. */
    private static int failed(Exception e, PrintWriter err, AtomicReference<StandardOutput.@Nullable Lost> lost) {
        if (e instanceof BadInput) {
            err.println(e.getMessage());
            return BAD_INPUT;
        }
        if (e instanceof StandardOutput.Lost whileItRan) {
            lost.set(whileItRan);
            return INTERNAL_ERROR;
        }
        StackTraceElement[] trace = e.getStackTrace();
        err.println("rekindle: an error in Rekindle itself, please report it: " + e
                + (trace.length == 0 ? "" : " at " + trace[0]));
        return INTERNAL_ERROR;
    }
}
