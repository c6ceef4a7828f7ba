package dev.rekindle.core;

import java.time.Instant;

/**
 * A pod sandbox as a runtime reports it: what holds the network, the IP and the volumes together while containers
 * come and go.
 *
 * @param id the id given by the runtime
 * @param ready whether it is alive (CRI {@code SANDBOX_READY})
 * @param attempt how many sandboxes this pod had before, from 0
 * @param createdAt when it was created
 * @param ip the address of the pod; empty when it has none (yet)
 * @param hostNetwork whether it uses the network of the node
 */
public record Sandbox(String id, boolean ready, int attempt, Instant createdAt, String ip, boolean hostNetwork) {}
