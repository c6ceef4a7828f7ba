package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An address of the node of a pod.
 *
 * @param ip the address, IPv4 or IPv6
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HostIP(String ip) {
    /** Reads what JSON leaves out as empty. */
    @JsonCreator
    public HostIP(@JsonProperty("ip") @Nullable String ip) {
        this.ip = ip == null ? "" : ip;
    }
}
