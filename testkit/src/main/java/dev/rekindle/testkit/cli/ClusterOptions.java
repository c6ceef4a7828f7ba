package dev.rekindle.testkit.cli;

import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.KubernetesVersion;
import picocli.CommandLine.Option;

/** Which Kubernetes is meant. */
final class ClusterOptions {
    @Option(
            names = "--kubernetes",
            paramLabel = "VERSION",
            defaultValue = "1.36",
            description = "1.34, 1.35, 1.36 or 1.37. Default: ${DEFAULT-VALUE}")
    String kubernetes = "1.36";

    @Option(
            names = "--feature-gates",
            paramLabel = "NAME=true,...",
            defaultValue = "",
            description = "Feature gates that differ from the defaults of the version, as for the kubelet.")
    String featureGates = "";

    KubernetesVersion version() {
        try {
            return KubernetesVersion.parse(kubernetes);
        } catch (IllegalArgumentException e) {
            throw new BadInput("--kubernetes: " + e.getMessage(), e);
        }
    }

    FeatureGates gates() {
        KubernetesVersion version = version();
        try {
            return FeatureGates.parse(version, featureGates);
        } catch (IllegalArgumentException e) {
            throw new BadInput("--feature-gates: " + e.getMessage(), e);
        }
    }
}
