package dev.rekindle.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command line in this process. */
record Cli(int code, String out, String err) {
    static final String EXAMPLES = "../../docs/examples/";

    static Cli run(String... args) {
        return run(Terminal.PLAIN, args);
    }

    static Cli run(Terminal terminal, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err), terminal);
        return new Cli(code, out.toString(), err.toString());
    }
}
