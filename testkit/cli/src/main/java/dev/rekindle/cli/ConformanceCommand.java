package dev.rekindle.cli;

import dev.rekindle.conformance.Conformance;
import dev.rekindle.conformance.Report;
import dev.rekindle.conformance.Report.Counts;
import dev.rekindle.conformance.Report.Failure;
import dev.rekindle.core.KubernetesVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rekindle conformance}. */
@Command(
        name = "conformance",
        header = "Replay vectors that the real Kubernetes code computed.",
        description = {
            "",
            "Prints for each category how many vectors passed, the first differences as path, expected and actual "
                    + "value, and the sum in the last line. Exits with 1 when any vector failed.",
            ""
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ConformanceCommand implements Callable<Integer> {
    private static final int FAILURES_SHOWN = 5;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE.jsonl[.gz]",
            arity = "0..*",
            description = "Files with one vector a line. Default: the vectors that come with Rekindle.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--kubernetes",
            paramLabel = "VERSION",
            defaultValue = "1.36",
            description = "The version whose code computed the vectors: 1.34, 1.35, 1.36 or 1.37. Default: "
                    + "${DEFAULT-VALUE}")
    String kubernetes = "1.36";

    @Override
    public Integer call() {
        ClusterOptions cluster = new ClusterOptions();
        cluster.kubernetes = kubernetes;
        KubernetesVersion version = cluster.version();
        Report report = new Report();
        Conformance conformance = Conformance.of(version);
        if (files.isEmpty()) {
            builtIn(conformance, report, version);
        } else {
            files.forEach(file -> file(conformance, file, report));
        }
        return print(report, spec.commandLine().getOut());
    }

    private static void builtIn(Conformance conformance, Report report, KubernetesVersion version) {
        boolean any = false;
        for (String category : Conformance.CATEGORIES) {
            try {
                any |= conformance.runBuiltIn(category, report);
            } catch (IOException e) {
                throw InputFiles.unreadable(category, e);
            }
        }
        if (!any) {
            throw new BadInput("--kubernetes " + version + ": no vectors come with Rekindle for it, name a file");
        }
    }

    private static void file(Conformance conformance, String file, Report report) {
        try (InputStream in = InputFiles.open(file)) {
            conformance.run(file, in, report);
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        }
    }

    private static int print(Report report, PrintWriter out) {
        report.counts().forEach((category, counts) -> {
            out.println(category + ": " + text(counts));
            List<Failure> failures = report.failures().stream()
                    .filter(failure -> failure.category().equals(category))
                    .toList();
            failures.stream().limit(FAILURES_SHOWN).forEach(failure -> print(failure, out));
            if (failures.size() > FAILURES_SHOWN) {
                out.println("  and " + (failures.size() - FAILURES_SHOWN) + " more");
            }
        });
        out.println(text(report.total()));
        return report.total().failed() == 0 ? 0 : 1;
    }

    private static void print(Failure failure, PrintWriter out) {
        out.println("  " + failure.id());
        failure.differences().forEach(difference -> out.println("    " + difference));
    }

    private static String text(Counts counts) {
        return counts.passed() + " passed, " + counts.failed() + " failed";
    }
}
