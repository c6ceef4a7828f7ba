/** The command line. */
module dev.rekindle.cli {
    requires dev.rekindle.conformance;
    requires dev.rekindle.process;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires static org.jspecify;

    opens dev.rekindle.cli to
            info.picocli;
}
