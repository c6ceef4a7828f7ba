package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An address of a pod.
 *
 * @param ip the address, IPv4 or IPv6
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodIP(String ip) {
    /** Reads what JSON leaves out as empty. */
    @JsonCreator
    public PodIP(@JsonProperty("ip") @Nullable String ip) {
        this.ip = ip == null ? "" : ip;
    }
}
