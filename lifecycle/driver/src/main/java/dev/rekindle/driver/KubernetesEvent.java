package dev.rekindle.driver;

/**
 * An event as the kubelet would record it on the pod (pkg/kubelet/events/event.go).
 *
 * @param warning whether its type is {@code Warning}; otherwise {@code Normal}
 * @param reason a CamelCase reason, such as {@code Killing}
 * @param message a text for people
 */
public record KubernetesEvent(boolean warning, String reason, String message) {
    static KubernetesEvent normal(String reason, String message) {
        return new KubernetesEvent(false, reason, message);
    }

    static KubernetesEvent warning(String reason, String message) {
        return new KubernetesEvent(true, reason, message);
    }
}
