/** Acts on what a pod does next: the runtime SPI, workers, stores, probes and hooks. */
module dev.rekindle.driver {
    requires transitive dev.rekindle.lifecycle;
    requires org.slf4j;
    requires static com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports dev.rekindle.driver;

    // to everyone, since the state is bound by whichever major version of Jackson the user has
    opens dev.rekindle.driver;
}
