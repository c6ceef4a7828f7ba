package com.example.controller;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.rules.FieldError;
import dev.rekindle.rules.Forecast;
import dev.rekindle.rules.PodOutcome;
import dev.rekindle.rules.PodValidation;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionRequest;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReviewBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Refuses pods that do not keep their promise. A pod promises to restart in place by the annotation
 *
 * <pre>
 * example.com/restarts-in-place: trainer=88
 * </pre>
 *
 * <p>A forgotten rule, or a rule that an earlier one overrides, would show weeks later, when a peer is lost and the
 * job starts from scratch. Here it shows at {@code kubectl apply}.
 */
final class PodWebhook {
    static final String PROMISE = "example.com/restarts-in-place";

    private final Kubelet kubelet;

    PodWebhook(Kubelet kubelet) {
        this.kubelet = kubelet;
    }

    /** Answers: allowed, or denied for all reasons at once. */
    AdmissionReview review(AdmissionReview review) {
        AdmissionRequest request = review.getRequest();
        List<String> errors = request.getObject() instanceof io.fabric8.kubernetes.api.model.Pod pod
                ? errors(pod.getMetadata().getAnnotations(), Pods.of(pod))
                : List.of();
        return new AdmissionReviewBuilder()
                .withApiVersion(review.getApiVersion())
                .withNewResponse()
                .withUid(request.getUid())
                .withAllowed(errors.isEmpty())
                .withStatus(new StatusBuilder()
                        .withMessage(String.join("; ", errors))
                        .build())
                .endResponse()
                .build();
    }

    private List<String> errors(Map<String, String> annotations, Pod pod) {
        List<String> errors = new ArrayList<>();
        // the API server's own errors: a webhook is called before it validates
        for (FieldError error : PodValidation.of(kubelet).create(pod).errors()) {
            errors.add(error.message());
        }
        String promise = annotations.get(PROMISE);
        if (promise != null && errors.isEmpty()) {
            errors.addAll(broken(promise, pod));
        }
        return errors;
    }

    private List<String> broken(String promise, Pod pod) {
        String[] words = promise.split("=");
        if (words.length != 2 || !words[1].matches("\\d{1,3}")) {
            return List.of(PROMISE + ": \"" + promise + "\": expected CONTAINER=EXIT_CODE, such as trainer=88");
        }
        Forecast.Range exit;
        try {
            exit = Forecast.of(pod, kubelet).container(words[0]).at(Integer.parseInt(words[1]));
        } catch (IllegalArgumentException e) { // there is no such container; the message says which there are
            return List.of(PROMISE + ": " + e.getMessage());
        }
        return exit.pod() == PodOutcome.ALL_CONTAINERS_RESTART
                ? List.of()
                : List.of(PROMISE + ": " + words[0] + " exits " + words[1] + ": " + exit.pod() + ", because of "
                        + exit.why());
    }
}
