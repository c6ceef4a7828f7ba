/** Cases computed by the real Kubernetes, recordings of a real kubelet, and their runner. */
module dev.rekindle.conformance {
    requires transitive dev.rekindle.testkit;
    requires com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports dev.rekindle.conformance;
}
