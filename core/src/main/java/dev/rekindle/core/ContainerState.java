package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The state of a container in its published status: one of three. */
public sealed interface ContainerState {
    /** {@return the state as the Kubernetes API writes it: one key, {@code waiting}, {@code running} or {@code terminated}} */
    @JsonValue
    Map<String, Object> toJson();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static @Nullable ContainerState fromJson(Json json) {
        if (json.running != null) {
            return json.running;
        }
        return json.terminated != null ? json.terminated : json.waiting;
    }

    /**
     * Not running and not finished.
     *
     * @param reason a CamelCase reason such as {@code PodInitializing}, may be empty
     * @param message a text for people, may be empty
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Waiting(String reason, String message) implements ContainerState {
        /** Reads what JSON leaves out as empty. */
        public Waiting(@Nullable String reason, @Nullable String message) {
            this.reason = text(reason);
            this.message = text(message);
        }

        @Override
        public Map<String, Object> toJson() {
            Map<String, Object> fields = new LinkedHashMap<>();
            put(fields, "reason", reason);
            put(fields, "message", message);
            return Map.of("waiting", fields);
        }
    }

    /**
     * Running.
     *
     * @param startedAt when it started, or null
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Running(@Nullable Timestamp startedAt) implements ContainerState {
        /** Names its only part: Jackson takes a lone argument for a delegate. */
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public Running(@JsonProperty("startedAt") @Nullable Timestamp startedAt) {
            this.startedAt = startedAt;
        }

        @Override
        public Map<String, Object> toJson() {
            Map<String, Object> fields = new LinkedHashMap<>();
            put(fields, "startedAt", startedAt);
            return Map.of("running", fields);
        }
    }

    /**
     * Finished.
     *
     * @param exitCode the exit code, any int32
     * @param signal the signal that ended it, 0 for none
     * @param reason a CamelCase reason such as {@code Completed} or {@code Error}, may be empty
     * @param message a text for people, may be empty
     * @param startedAt when it started, or null
     * @param finishedAt when it ended, or null
     * @param containerID {@code runtime://id}, may be empty
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Terminated(
            int exitCode,
            int signal,
            String reason,
            String message,
            @Nullable Timestamp startedAt,
            @Nullable Timestamp finishedAt,
            String containerID)
            implements ContainerState {
        /** Reads what JSON leaves out as empty. */
        public Terminated(
                int exitCode,
                int signal,
                @Nullable String reason,
                @Nullable String message,
                @Nullable Timestamp startedAt,
                @Nullable Timestamp finishedAt,
                @Nullable String containerID) {
            this.exitCode = exitCode;
            this.signal = signal;
            this.reason = text(reason);
            this.message = text(message);
            this.startedAt = startedAt;
            this.finishedAt = finishedAt;
            this.containerID = text(containerID);
        }

        /** Takes boxed numbers: Jackson 3 refuses to leave out a primitive. */
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        private static Terminated fromJson(
                @JsonProperty("exitCode") @Nullable Integer exitCode,
                @JsonProperty("signal") @Nullable Integer signal,
                @JsonProperty("reason") @Nullable String reason,
                @JsonProperty("message") @Nullable String message,
                @JsonProperty("startedAt") @Nullable Timestamp startedAt,
                @JsonProperty("finishedAt") @Nullable Timestamp finishedAt,
                @JsonProperty("containerID") @Nullable String containerID) {
            return new Terminated(
                    exitCode == null ? 0 : exitCode,
                    signal == null ? 0 : signal,
                    reason,
                    message,
                    startedAt,
                    finishedAt,
                    containerID);
        }

        /**
         * A termination that nobody saw: no times, no container id.
         *
         * @param exitCode the exit code
         * @param reason the reason
         * @param message the message
         * @return the state
         */
        public static Terminated unseen(int exitCode, String reason, String message) {
            Objects.requireNonNull(reason, "reason: Required value: expected a CamelCase reason, or an empty text");
            Objects.requireNonNull(message, "message: Required value: expected a text for people, or an empty text");
            return new Terminated(exitCode, 0, reason, message, null, null, "");
        }

        @Override
        public Map<String, Object> toJson() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("exitCode", exitCode);
            put(fields, "signal", signal == 0 ? null : signal);
            put(fields, "reason", reason);
            put(fields, "message", message);
            put(fields, "startedAt", startedAt);
            put(fields, "finishedAt", finishedAt);
            put(fields, "containerID", containerID);
            return Map.of("terminated", fields);
        }
    }

    /** The three keys of the API, of which one is set. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Json(
            @Nullable Waiting waiting,
            @Nullable Running running,
            @Nullable Terminated terminated) {}

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            fields.put(name, value);
        }
    }
}
