package com.example.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponse;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReviewBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class PodWebhookTest {
    static final String WORKER = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: worker
              namespace: default
              annotations:
                example.com/restarts-in-place: trainer=88
            spec:
              restartPolicy: Never
              containers:
                - name: trainer
                  image: trainer
                  restartPolicy: Never
                  restartPolicyRules:
                    - action: RestartAllContainers
                      exitCodes: {operator: In, values: [88]}
            """;

    private final PodWebhook webhook = new PodWebhook(Kubelet.of(KubernetesVersion.V1_36));

    @Test
    void allowsAPodThatKeepsItsPromise() {
        assertTrue(review(WORKER).getAllowed());
    }

    @Test
    void allowsAPodThatPromisesNothing() {
        assertTrue(
                review(WORKER.replace("example.com/restarts-in-place", "other")).getAllowed());
    }

    @Test
    void deniesAPodThatBreaksItsPromiseAndSaysWhy() {
        AdmissionResponse response = review(WORKER.replace("[88]", "[89]"));
        assertFalse(response.getAllowed());
        assertEquals(
                "example.com/restarts-in-place: trainer exits 88: POD_FAILS, because of container restartPolicy Never",
                response.getStatus().getMessage());
    }

    @Test
    void deniesAPromiseOfAContainerThatIsNotThere() {
        AdmissionResponse response = review(WORKER.replace("trainer=88", "traner=88"));
        assertEquals(
                "example.com/restarts-in-place: container \"traner\": not in the pod, which has [trainer]",
                response.getStatus().getMessage());
    }

    @Test
    void deniesWhatTheApiServerWouldRefuse() {
        AdmissionResponse response = review(WORKER.replace("operator: In", "operator: Is"));
        assertFalse(response.getAllowed());
        assertTrue(
                response.getStatus()
                        .getMessage()
                        .startsWith("spec.containers[0].restartPolicyRules[0].exitCodes.operator"),
                response.getStatus().getMessage());
    }

    @Test
    void answersOverHttp() throws Exception {
        HttpServer server = Main.serve(webhook, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try {
            URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/validate");
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString(Serialization.asJson(request(WORKER))))
                    .build();
            String body = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            AdmissionReview answer = Serialization.unmarshal(body, AdmissionReview.class);
            assertEquals("705ab4f5", answer.getResponse().getUid());
            assertTrue(answer.getResponse().getAllowed());
        } finally {
            server.stop(0);
        }
    }

    private AdmissionResponse review(String pod) {
        return webhook.review(request(pod)).getResponse();
    }

    private static AdmissionReview request(String pod) {
        return new AdmissionReviewBuilder()
                .withApiVersion("admission.k8s.io/v1")
                .withNewRequest()
                .withUid("705ab4f5")
                .withObject(Serialization.unmarshal(pod, Pod.class))
                .endRequest()
                .build();
    }
}
