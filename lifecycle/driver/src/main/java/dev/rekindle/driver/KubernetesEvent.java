package dev.rekindle.driver;

/**
 * An event as the kubelet would record it on the pod (pkg/kubelet/events/event.go). Only the driver makes them; there
 * will be more to ask of one.
 */
public interface KubernetesEvent {
    /** {@return its type} */
    Type type();

    /** {@return a CamelCase reason, such as {@code Killing}} */
    String reason();

    /** {@return a text for people} */
    String message();

    /** Whether somebody should look; {@link #toString()} is what the API calls it. */
    enum Type {
        /** All goes as it should. */
        NORMAL("Normal"),
        /** Something may need attention. */
        WARNING("Warning");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
