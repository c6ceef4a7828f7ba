/** Pods that progress in virtual time without a cluster: fake runtime, scenarios, conformance, the command line. */
module dev.rekindle.testkit {
    requires transitive dev.rekindle.lifecycle;
    requires com.fasterxml.jackson.databind;
    requires static info.picocli;
    requires static transitive org.jspecify;

    exports dev.rekindle.testkit;
    exports dev.rekindle.testkit.conformance;
    exports dev.rekindle.testkit.invariants;
    exports dev.rekindle.testkit.process;
    exports dev.rekindle.testkit.transcript;

    opens dev.rekindle.testkit.cli to
            info.picocli;

    // its records of what runs are bound by Jackson
    opens dev.rekindle.testkit.process to
            com.fasterxml.jackson.databind;
}
