package dev.rekindle.rules;

import dev.rekindle.core.Feature;
import dev.rekindle.core.GoText;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import java.util.List;
import java.util.Objects;

/**
 * What the API server says about the restart-related fields of a pod: its errors, in its words and order, and the
 * pod it would store.
 *
 * <pre>{@code
 * PodValidation validation = PodValidation.of(Kubelet.of(KubernetesVersion.V1_36));
 * PodValidation.Result result = validation.create(pod);
 * result.errors().forEach(error -> System.out.println(error.message()));
 * }</pre>
 *
 * <p>Like the API server (pkg/registry/core/pod/strategy.go) each operation first prepares the pod, dropping gated
 * fields that are neither enabled nor in use already, and then validates it (pkg/apis/core/validation/validation.go):
 *
 * <ul>
 *   <li>that there are containers, with names that are unique and well-formed, with images and ports; the name,
 *       {@code generateName} and namespace of the pod;
 *   <li>restart policies of the pod and of its containers, restart rules (KEP-5307, KEP-5532);
 *   <li>probes and hooks, what an init container and an ephemeral container may have of them, resize policies against
 *       the restart policy, the active deadline;
 *   <li>on update, that nothing changes which may not; on a status update, that no container leaves the terminated
 *       state without a restart.
 * </ul>
 *
 * <p>Everything else is assumed to be valid (volumes, environment, resources, security contexts and so on), and
 * admission plugins are not part of it.
 *
 * <p><b>What an update compares.</b> {@link #update} compares the specs as far as {@link PodSpec} keeps them: it
 * cannot see changes of fields that it does not keep, such as tolerations, affinity, security contexts or sources of
 * environment variables. Specs are compared as given: the defaults applied before are those of {@code restartPolicy},
 * of {@code terminationGracePeriodSeconds} and of the periods and thresholds of probes, so both pods should come with, or both without,
 * the other defaults of the API server; quantities are compared as text. The error says only that the spec changed,
 * without the diff that the API server puts on the lines after it.
 *
 * <p>Immutable; one instance serves any number of pods and threads.
 */
public final class PodValidation {
    private final Kubelet kubelet;
    private final ValidationVersion version;
    private final AllowedFields enabled;

    private PodValidation(Kubelet kubelet) {
        this.kubelet = kubelet;
        this.version = ValidationVersion.of(kubelet.version());
        this.enabled = new AllowedFields(
                kubelet.enabled(Feature.CONTAINER_RESTART_RULES), kubelet.enabled(Feature.RESTART_ALL_CONTAINERS));
    }

    /**
     * Returns the validation of an API server.
     *
     * @param kubelet whose behaviour is modelled
     * @return the validation
     */
    public static PodValidation of(Kubelet kubelet) {
        Objects.requireNonNull(kubelet, "kubelet: Required value: expected whose behaviour is modelled");
        return new PodValidation(kubelet);
    }

    /** What came of a request. */
    public static final class Result {
        private final List<FieldError> errors;
        private final Pod pod;

        Result(List<FieldError> errors, Pod pod) {
            this.errors = List.copyOf(errors);
            this.pod = pod;
        }

        /** {@return what is wrong, in the order of the API server; empty when the request is accepted} */
        public List<FieldError> errors() {
            return errors;
        }

        /** {@return the pod as prepared for storage; stored only when there are no errors} */
        public Pod pod() {
            return pod;
        }

        /** {@return whether the API server accepts the request} */
        public boolean allowed() {
            return errors.isEmpty();
        }

        /**
         * {@return the message of the {@code Status} that the API server answers with, such as {@code Pod "p" is
         * invalid: spec.restartPolicy: ...}; several errors are listed in brackets; empty when the pod is allowed}
         */
        public String statusMessage() {
            List<String> messages = PodValidation.messages(errors);
            return switch (messages.size()) {
                case 0 -> "";
                case 1 -> prefix() + messages.get(0);
                default -> prefix() + "[" + String.join(", ", messages) + "]";
            };
        }

        /**
         * {@return what {@code kubectl} prints, without the last line break: {@code The Pod "p" is invalid: ...},
         * with one {@code *} line for each error when there are several; empty when the pod is allowed}
         */
        public String kubectlMessage() {
            return PodValidation.kubectlMessage("Pod", pod.metadata().name(), errors);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Result result && errors.equals(result.errors) && pod.equals(result.pod);
        }

        @Override
        public int hashCode() {
            return Objects.hash(errors, pod);
        }

        /** {@return {@code allowed}, or what {@link #statusMessage} says} */
        @Override
        public String toString() {
            return allowed() ? "allowed" : statusMessage();
        }

        private String prefix() {
            return "Pod " + GoText.quote(pod.metadata().name()) + " is invalid: ";
        }
    }

    /**
     * Validates the creation of a pod.
     *
     * @param pod the pod as sent
     * @return the errors, and the pod without disabled fields and with status phase {@code Pending}
     */
    public Result create(Pod pod) {
        Objects.requireNonNull(pod, "pod: Required value: expected the pod as sent");
        PodSpec spec = enabled.drop(PodDefaults.apply(pod.spec()));
        PodStatus status = PodStatus.builder().phase(PodPhase.PENDING).build();
        return new Result(createErrors(pod, spec, enabled), with(pod, spec, status));
    }

    /**
     * Validates a static pod, as the kubelet does (pkg/kubelet/config/common.go): as {@link #create}, but nothing is
     * dropped. Before Kubernetes 1.35 policies and rules of containers are not allowed there, whatever the gates say.
     *
     * @param pod the pod of the manifest
     * @return the errors, and the pod with its status as it was
     */
    public Result staticPod(Pod pod) {
        Objects.requireNonNull(pod, "pod: Required value: expected the pod of the manifest");
        PodSpec spec = PodDefaults.apply(pod.spec());
        AllowedFields allowed = version.staticPodsHonourRules() ? enabled : AllowedFields.NONE;
        return new Result(createErrors(pod, spec, allowed), with(pod, spec, pod.status()));
    }

    /**
     * Validates an update of a pod.
     *
     * @param newPod the pod as sent
     * @param oldPod the pod as stored
     * @return the errors, and the new pod without disabled fields that the old one does not use, with the old status
     */
    public Result update(Pod newPod, Pod oldPod) {
        Objects.requireNonNull(newPod, "newPod: Required value: expected the pod as sent");
        Objects.requireNonNull(oldPod, "oldPod: Required value: expected the pod as stored");
        PodSpec old = PodDefaults.apply(oldPod.spec());
        AllowedFields allowed = allowedAfter(old);
        PodSpec spec = allowed.drop(PodDefaults.apply(newPod.spec()));
        List<FieldError> errors = podErrors(newPod, spec, allowed);
        PodUpdateValidation.check(spec, old, errors);
        return new Result(errors, with(newPod, spec, oldPod.status()));
    }

    /**
     * Validates an update of {@code pods/status}.
     *
     * @param newPod the pod as sent; its spec is not looked at
     * @param oldPod the pod as stored
     * @return the errors, and the new pod with the old spec
     */
    public Result updateStatus(Pod newPod, Pod oldPod) {
        Objects.requireNonNull(newPod, "newPod: Required value: expected the pod as sent");
        Objects.requireNonNull(oldPod, "oldPod: Required value: expected the pod as stored");
        PodSpec old = PodDefaults.apply(oldPod.spec());
        List<FieldError> errors =
                StatusTransitions.check(newPod.status(), oldPod.status(), old, allowedAfter(old), kubelet);
        return new Result(errors, with(newPod, old, newPod.status()));
    }

    /**
     * Validates an update of {@code pods/ephemeralcontainers}.
     *
     * @param newPod the pod as sent; of its spec only the ephemeral containers are looked at
     * @param oldPod the pod as stored
     * @return the errors, and the old pod with the new ephemeral containers
     */
    public Result updateEphemeralContainers(Pod newPod, Pod oldPod) {
        Objects.requireNonNull(newPod, "newPod: Required value: expected the pod as sent");
        Objects.requireNonNull(oldPod, "oldPod: Required value: expected the pod as stored");
        PodSpec old = PodDefaults.apply(oldPod.spec());
        AllowedFields allowed = allowedAfter(old);
        PodSpec spec = allowed.drop(PodSpec.builder()
                .from(old)
                .ephemeralContainers(newPod.spec().ephemeralContainers())
                .build());
        List<FieldError> errors = podErrors(oldPod, spec, allowed);
        PodUpdateValidation.checkEphemeralContainers(spec, old, errors);
        return new Result(errors, with(oldPod, spec, oldPod.status()));
    }

    /**
     * Validates the pod template of a workload, as the API server does when the workload is created. Of JobSet and
     * LeaderWorkerSet, that is what happens to the jobs and stateful sets that they make.
     *
     * <pre>{@code
     * validation.template("Deployment", "spec.template", pod)
     * }</pre>
     *
     * <p>Names are not asked for in a template. Of a job, that a {@code podFailurePolicy} asks for {@code Never} is
     * not checked, and nothing of the workload outside its template is.
     *
     * @param kind the kind of the workload: {@code PodTemplate}, {@code ReplicationController}, {@code ReplicaSet},
     *     {@code Deployment}, {@code StatefulSet}, {@code DaemonSet}, {@code Job}, {@code CronJob}, {@code JobSet} or
     *     {@code LeaderWorkerSet}
     * @param path where the template is in the workload, such as {@code spec.template}
     * @param pod a pod with the spec of the template
     * @return the errors, with their paths in the workload, and the pod without disabled fields; its messages are
     *     those of the workload only through {@link #kubectlMessage}
     * @throws IllegalArgumentException when the kind is none of these
     */
    public Result template(String kind, String path, Pod pod) {
        Objects.requireNonNull(kind, "kind: Required value: expected the kind of the workload, such as Deployment");
        Objects.requireNonNull(path, "path: Required value: expected where the template is, such as spec.template");
        Objects.requireNonNull(pod, "pod: Required value: expected a pod with the spec of the template");
        PodSpec spec = enabled.drop(PodDefaults.apply(pod.spec()));
        List<FieldError> errors = PodSpecValidation.check(spec, path + ".spec", version, enabled);
        TemplateValidation.check(kind, path, spec, errors);
        return new Result(errors, with(pod, spec, pod.status()));
    }

    /**
     * Returns what {@code kubectl} prints for an object that the API server refuses, without the last line break:
     * {@code The Deployment "web" is invalid: ...}, with one {@code *} line for each error when there are several.
     *
     * @param kind the kind of the object
     * @param name the name of the object
     * @param errors what is wrong with it
     * @return the text; empty when there are no errors
     */
    public static String kubectlMessage(String kind, String name, List<FieldError> errors) {
        Objects.requireNonNull(kind, "kind: Required value: expected the kind of the object, such as Pod");
        Objects.requireNonNull(name, "name: Required value: expected the name of the object");
        Objects.requireNonNull(errors, "errors: Required value: expected what is wrong with it, or an empty list");
        List<String> messages = messages(errors);
        String prefix = "The " + kind + " " + GoText.quote(name) + " is invalid: ";
        return switch (messages.size()) {
            case 0 -> "";
            case 1 -> prefix + messages.get(0);
            default -> prefix + "\n* " + String.join("\n* ", messages);
        };
    }

    /** {@return whose validation it is} */
    @Override
    public String toString() {
        return "PodValidation of " + kubelet;
    }

    private static List<String> messages(List<FieldError> errors) {
        return errors.stream().map(FieldError::message).distinct().toList();
    }

    private AllowedFields allowedAfter(PodSpec old) {
        AllowedFields allowed = enabled.orInUse(old);
        return version.restartAllKnown() ? allowed : new AllowedFields(allowed.rules(), false);
    }

    /** {@code validatePodMetadataAndSpec}. */
    private List<FieldError> podErrors(Pod pod, PodSpec spec, AllowedFields allowed) {
        List<FieldError> errors = MetadataValidation.check(pod.metadata());
        errors.addAll(PodSpecValidation.check(spec, "spec", version, allowed));
        errors.addAll(PodSpecValidation.checkOnlyForPod(spec));
        return errors;
    }

    private List<FieldError> createErrors(Pod pod, PodSpec spec, AllowedFields allowed) {
        List<FieldError> errors = podErrors(pod, spec, allowed);
        if (!spec.ephemeralContainers().isEmpty()) {
            errors.add(FieldError.forbidden("spec.ephemeralContainers", "cannot be set on create"));
        }
        return errors;
    }

    private static Pod with(Pod pod, PodSpec spec, PodStatus status) {
        return Pod.builder().from(pod).spec(spec).status(status).build();
    }
}
