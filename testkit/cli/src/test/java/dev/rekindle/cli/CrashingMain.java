package dev.rekindle.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;

/** The command line, which dies at the {@linkplain CrashPoints point} that is its first argument. */
final class CrashingMain {
    private CrashingMain() {}

    public static void main(String[] args) {
        PrintWriter out = StandardOutput.writer(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        CrashPoints points = new CrashPoints(args[0]);
        CommandLine line = Main.line(out, err, Terminal.PLAIN, new AtomicReference<>());
        RunCommand run =
                Objects.requireNonNull(line.getSubcommands().get("run")).getCommand();
        run.aroundRuntime = points::around;
        run.aroundStore = points::around;
        String[] command = new String[args.length - 1];
        System.arraycopy(args, 1, command, 0, command.length);
        int code = line.execute(command);
        out.flush();
        System.exit(code);
    }
}
