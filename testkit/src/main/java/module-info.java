/** Pods that progress in virtual time without a cluster: fakes, scenarios, invariants, transcripts. */
module dev.rekindle.testkit {
    requires transitive dev.rekindle.driver;
    requires static transitive org.jspecify;

    exports dev.rekindle.testkit;
    exports dev.rekindle.testkit.invariants;
    exports dev.rekindle.testkit.transcript;
}
