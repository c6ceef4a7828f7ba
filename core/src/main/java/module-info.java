/** Kubernetes API values that restarts touch, what a runtime reports, feature gates, and the Pod codec. */
module dev.rekindle.core {
    requires transitive com.fasterxml.jackson.annotation;
    requires static com.fasterxml.jackson.core;
    requires static com.fasterxml.jackson.databind;
    requires static com.fasterxml.jackson.dataformat.yaml;
    requires static org.yaml.snakeyaml;
    requires static tools.jackson.databind;
    requires static transitive org.jspecify;
    requires static transitive org.immutables.value.annotations;

    exports dev.rekindle.core;
    exports dev.rekindle.core.codec;

    opens dev.rekindle.core to
            com.fasterxml.jackson.databind,
            tools.jackson.databind;
}
