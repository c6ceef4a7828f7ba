package dev.rekindle.core.codec;

import static dev.rekindle.core.codec.ContainerArbitraries.containers;
import static dev.rekindle.core.codec.ValueArbitraries.booleans;
import static dev.rekindle.core.codec.ValueArbitraries.exitCodes;
import static dev.rekindle.core.codec.ValueArbitraries.restartPolicies;
import static dev.rekindle.core.codec.ValueArbitraries.someText;
import static dev.rekindle.core.codec.ValueArbitraries.texts;
import static dev.rekindle.core.codec.ValueArbitraries.times;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.EmptyDirVolume;
import dev.rekindle.core.HostPathVolume;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodReadinessGate;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Timestamp;
import dev.rekindle.core.Volume;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Pods of every shape, valid or not. */
final class PodArbitraries {
    private PodArbitraries() {}

    static Arbitrary<Pod> pods() {
        return Combinators.combine(metadata(), specs(), statuses())
                .as((metadata, spec, status) -> Pod.builder()
                        .metadata(metadata)
                        .spec(spec)
                        .status(status)
                        .build());
    }

    static Arbitrary<PodMetadata> metadata() {
        Arbitrary<Map<String, String>> maps = Arbitraries.maps(texts(), texts()).ofMaxSize(4);
        return Builders.withBuilder(PodMetadata::builder)
                .use(texts())
                .withProbability(0.8)
                .in(PodMetadata.Builder::name)
                .use(texts())
                .withProbability(0.3)
                .in(PodMetadata.Builder::namespace)
                .use(texts())
                .withProbability(0.3)
                .in(PodMetadata.Builder::uid)
                .use(maps)
                .withProbability(0.5)
                .in(PodMetadata.Builder::labels)
                .use(maps)
                .withProbability(0.3)
                .in(PodMetadata.Builder::annotations)
                .use(times())
                .withProbability(0.3)
                .in(PodMetadata.Builder::creationTimestamp)
                .use(times())
                .withProbability(0.2)
                .in(PodMetadata.Builder::deletionTimestamp)
                .use(Arbitraries.longs())
                .withProbability(0.2)
                .in(PodMetadata.Builder::deletionGracePeriodSeconds)
                .build(PodMetadata.Builder::build);
    }

    static Arbitrary<PodSpec> specs() {
        Arbitrary<List<Container>> containers = containers().list().ofMaxSize(3);
        return Builders.withBuilder(PodSpec::builder)
                .use(restartPolicies())
                .withProbability(0.8)
                .in(PodSpec.Builder::restartPolicy)
                .use(Arbitraries.longs())
                .withProbability(0.3)
                .in(PodSpec.Builder::terminationGracePeriodSeconds)
                .use(Arbitraries.longs())
                .withProbability(0.2)
                .in(PodSpec.Builder::activeDeadlineSeconds)
                .use(texts())
                .withProbability(0.3)
                .in(PodSpec.Builder::nodeName)
                .use(texts())
                .withProbability(0.2)
                .in(PodSpec.Builder::hostname)
                .use(booleans())
                .withProbability(0.3)
                .in(PodSpec.Builder::hostNetwork)
                .use(volumes().list().ofMaxSize(3))
                .withProbability(0.3)
                .in(PodSpec.Builder::volumes)
                .use(texts().map(type ->
                                PodReadinessGate.builder().conditionType(type).build())
                        .list()
                        .ofMaxSize(2))
                .withProbability(0.2)
                .in(PodSpec.Builder::readinessGates)
                .use(containers)
                .withProbability(0.6)
                .in(PodSpec.Builder::initContainers)
                .use(containers)
                .in(PodSpec.Builder::containers)
                .use(containers)
                .withProbability(0.2)
                .in(PodSpec.Builder::ephemeralContainers)
                .build(PodSpec.Builder::build);
    }

    static Arbitrary<PodStatus> statuses() {
        Arbitrary<List<ContainerStatus>> lists = containerStatuses().list().ofMaxSize(3);
        return Builders.withBuilder(PodStatus::builder)
                .use(Arbitraries.of("Pending", "Running", "Succeeded", "Failed", "Unknown", "", "Odd")
                        .map(PodPhase::of))
                .withProbability(0.7)
                .in(PodStatus.Builder::phase)
                .use(texts())
                .withProbability(0.2)
                .in(PodStatus.Builder::reason)
                .use(texts())
                .withProbability(0.2)
                .in(PodStatus.Builder::message)
                .use(texts())
                .withProbability(0.2)
                .in(PodStatus.Builder::hostIP)
                .use(texts())
                .withProbability(0.2)
                .in(PodStatus.Builder::podIP)
                .use(times())
                .withProbability(0.3)
                .in(PodStatus.Builder::startTime)
                .use(conditions().list().ofMaxSize(3))
                .withProbability(0.5)
                .in(PodStatus.Builder::conditions)
                .use(lists)
                .withProbability(0.4)
                .in(PodStatus.Builder::initContainerStatuses)
                .use(lists)
                .withProbability(0.5)
                .in(PodStatus.Builder::containerStatuses)
                .use(lists)
                .withProbability(0.2)
                .in(PodStatus.Builder::ephemeralContainerStatuses)
                .build(PodStatus.Builder::build);
    }

    static Arbitrary<PodCondition> conditions() {
        return Builders.withBuilder(PodCondition::builder)
                .use(Arbitraries.oneOf(texts(), Arbitraries.of("Ready", "AllContainersRestarting")))
                .in(PodCondition.Builder::type)
                .use(Arbitraries.of("True", "False", "Unknown", "", "Odd").map(ConditionStatus::of))
                .in(PodCondition.Builder::status)
                .use(texts())
                .withProbability(0.3)
                .in(PodCondition.Builder::reason)
                .use(texts())
                .withProbability(0.3)
                .in(PodCondition.Builder::message)
                .use(times())
                .withProbability(0.3)
                .in(PodCondition.Builder::lastProbeTime)
                .use(times())
                .withProbability(0.5)
                .in(PodCondition.Builder::lastTransitionTime)
                .use(Arbitraries.longs())
                .withProbability(0.3)
                .in(PodCondition.Builder::observedGeneration)
                .build(PodCondition.Builder::build);
    }

    static Arbitrary<ContainerStatus> containerStatuses() {
        return Builders.withBuilder(ContainerStatus::builder)
                .use(texts())
                .in(ContainerStatus.Builder::name)
                .use(states())
                .withProbability(0.9)
                .in(ContainerStatus.Builder::state)
                .use(states())
                .withProbability(0.5)
                .in(ContainerStatus.Builder::lastState)
                .use(booleans())
                .in(ContainerStatus.Builder::ready)
                .use(Arbitraries.integers())
                .in(ContainerStatus.Builder::restartCount)
                .use(booleans())
                .withProbability(0.7)
                .in(ContainerStatus.Builder::started)
                .use(texts())
                .withProbability(0.7)
                .in(ContainerStatus.Builder::containerID)
                .use(texts())
                .withProbability(0.3)
                .in(ContainerStatus.Builder::image)
                .use(texts())
                .withProbability(0.3)
                .in(ContainerStatus.Builder::imageID)
                .build(ContainerStatus.Builder::build);
    }

    static Arbitrary<ContainerState> states() {
        Arbitrary<@Nullable Timestamp> times = times().injectNull(0.3);
        return Arbitraries.oneOf(
                Combinators.combine(texts(), texts()).as(ContainerState.Waiting::new),
                times.map(ContainerState.Running::new),
                Combinators.combine(exitCodes(), Arbitraries.of(0, 9, 15), texts(), texts(), times, times, texts())
                        .as(ContainerState.Terminated::new));
    }

    static Arbitrary<Volume> volumes() {
        Arbitrary<EmptyDirVolume> emptyDirs = Builders.withBuilder(EmptyDirVolume::builder)
                .use(texts())
                .withProbability(0.5)
                .in(EmptyDirVolume.Builder::medium)
                .use(someText())
                .withProbability(0.5)
                .in(EmptyDirVolume.Builder::sizeLimit)
                .build(EmptyDirVolume.Builder::build);
        Arbitrary<HostPathVolume> hostPaths = Combinators.combine(texts(), texts())
                .as((path, type) ->
                        HostPathVolume.builder().path(path).type(type).build());
        return Builders.withBuilder(Volume::builder)
                .use(texts())
                .in(Volume.Builder::name)
                .use(emptyDirs)
                .withProbability(0.5)
                .in(Volume.Builder::emptyDir)
                .use(hostPaths)
                .withProbability(0.3)
                .in(Volume.Builder::hostPath)
                .build(Volume.Builder::build);
    }
}
