package com.example.controller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The controller and the webhook of one cluster, in one process. */
public final class Main {
    private Main() {}

    /** Runs until it is stopped. */
    public static void main(String[] args) throws Exception {
        Kubelet kubelet = Kubelet.of(KubernetesVersion.V1_36); // that of the nodes of your cluster
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            HttpServer server = serve(new PodWebhook(kubelet), new InetSocketAddress(8080));
            client.pods()
                    .inAnyNamespace()
                    .inform(new RestartController(kubelet, System.out::println))
                    .stopped()
                    .toCompletableFuture()
                    .join();
            server.stop(1);
        }
    }

    /** The API server speaks only TLS to a webhook: put what ends it (a service mesh, a sidecar) in front of this. */
    static HttpServer serve(PodWebhook webhook, InetSocketAddress address) throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/validate", exchange -> answer(webhook, exchange));
        server.start();
        return server;
    }

    private static void answer(PodWebhook webhook, HttpExchange exchange) throws IOException {
        try (exchange) {
            AdmissionReview review = Serialization.unmarshal(exchange.getRequestBody(), AdmissionReview.class);
            byte[] answer = Serialization.asJson(webhook.review(review)).getBytes("UTF-8");
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
