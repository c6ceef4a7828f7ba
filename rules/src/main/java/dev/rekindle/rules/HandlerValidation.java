package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ExecAction;
import dev.rekindle.core.GrpcAction;
import dev.rekindle.core.HttpGetAction;
import dev.rekindle.core.HttpHeader;
import dev.rekindle.core.IntOrString;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Probe;
import dev.rekindle.core.SleepAction;
import dev.rekindle.core.TcpSocketAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks probes and hooks of one container: {@code validateLifecycle}, {@code validateProbe} and {@code
 * validateHandler} of pkg/apis/core/validation/validation.go.
 */
final class HandlerValidation {
    private final long podGracePeriodSeconds;
    private final List<FieldError> errors;

    /** Errors go to the end of the list. */
    HandlerValidation(long podGracePeriodSeconds, List<FieldError> errors) {
        this.podGracePeriodSeconds = podGracePeriodSeconds;
        this.errors = errors;
    }

    /** Hooks first, then the probes. */
    void check(Container container, String path) {
        LifecycleHooks hooks = container.lifecycle();
        if (hooks != null) {
            checkHook(hooks.postStart(), path + ".lifecycle.postStart");
            checkHook(hooks.preStop(), path + ".lifecycle.preStop");
        }
        checkOnce(container.livenessProbe(), path + ".livenessProbe");
        checkReadiness(container.readinessProbe(), path + ".readinessProbe");
        checkOnce(container.startupProbe(), path + ".startupProbe");
    }

    private void checkHook(@Nullable LifecycleHandler hook, String path) {
        if (hook != null) {
            checkHandler(new Handler(hook.exec(), hook.httpGet(), hook.tcpSocket(), null, hook.sleep()), path);
        }
    }

    /** Liveness and startup probes succeed at the first success. */
    private void checkOnce(@Nullable Probe probe, String path) {
        if (probe != null) {
            checkProbe(probe, path);
            if (probe.successThreshold() != 1) {
                errors.add(FieldError.invalid(path + ".successThreshold", probe.successThreshold(), "must be 1"));
            }
        }
    }

    private void checkReadiness(@Nullable Probe probe, String path) {
        if (probe != null) {
            checkProbe(probe, path);
            Long grace = probe.terminationGracePeriodSeconds();
            if (grace != null) {
                errors.add(FieldError.invalid(
                        path + ".terminationGracePeriodSeconds", grace, "must not be set for readinessProbes"));
            }
        }
    }

    private void checkProbe(Probe probe, String path) {
        checkHandler(new Handler(probe.exec(), probe.httpGet(), probe.tcpSocket(), probe.grpc(), null), path);
        checkNotNegative(probe.initialDelaySeconds(), path + ".initialDelaySeconds");
        checkNotNegative(probe.timeoutSeconds(), path + ".timeoutSeconds");
        checkNotNegative(probe.periodSeconds(), path + ".periodSeconds");
        checkNotNegative(probe.successThreshold(), path + ".successThreshold");
        checkNotNegative(probe.failureThreshold(), path + ".failureThreshold");
        Long grace = probe.terminationGracePeriodSeconds();
        if (grace != null && grace <= 0) {
            errors.add(FieldError.invalid(path + ".terminationGracePeriodSeconds", grace, "must be greater than 0"));
        }
    }

    private void checkNotNegative(int value, String path) {
        if (value < 0) {
            errors.add(FieldError.invalid(path, value, "must be greater than or equal to 0"));
        }
    }

    /** What probes and hooks have in common. */
    private record Handler(
            @Nullable ExecAction exec,
            @Nullable HttpGetAction httpGet,
            @Nullable TcpSocketAction tcpSocket,
            @Nullable GrpcAction grpc,
            @Nullable SleepAction sleep) {}

    /** Only the first handler is looked into, the others are too many. */
    private void checkHandler(Handler handler, String path) {
        int before = 0;
        before += checkOne(handler.exec(), before, path + ".exec", this::checkExec);
        before += checkOne(handler.httpGet(), before, path + ".httpGet", this::checkHttpGet);
        before += checkOne(
                handler.tcpSocket(), before, path + ".tcpSocket", (tcp, at) -> checkPort(tcp.port(), at + ".port"));
        before += checkOne(
                handler.grpc(),
                before,
                path + ".grpc",
                (grpc, at) -> checkPort(IntOrString.of(grpc.port()), at + ".port"));
        before += checkOne(handler.sleep(), before, path + ".sleep", this::checkSleep);
        if (before == 0) {
            errors.add(FieldError.required(path, "must specify a handler type"));
        }
    }

    private interface Check<T> {
        void check(T action, String path);
    }

    /** Returns how many handlers that are. */
    private <T> int checkOne(@Nullable T action, int before, String path, Check<T> check) {
        if (action == null) {
            return 0;
        }
        if (before > 0) {
            errors.add(FieldError.forbidden(path, "may not specify more than 1 handler type"));
        } else {
            check.check(action, path);
        }
        return 1;
    }

    private void checkExec(ExecAction exec, String path) {
        if (exec.command().isEmpty()) {
            errors.add(FieldError.required(path + ".command", ""));
        }
    }

    /** An empty path and an empty scheme have defaults. */
    private void checkHttpGet(HttpGetAction http, String path) {
        checkPort(http.port(), path + ".port");
        String scheme = http.scheme();
        if (!scheme.isEmpty() && !scheme.equals("HTTP") && !scheme.equals("HTTPS")) {
            errors.add(FieldError.notSupported(path + ".scheme", scheme, "HTTP", "HTTPS"));
        }
        for (HttpHeader header : http.httpHeaders()) {
            Names.header(header.name())
                    .forEach(detail -> errors.add(FieldError.invalid(path + ".httpHeaders", header.name(), detail)));
        }
    }

    private void checkPort(IntOrString port, String path) {
        Names.port(port).forEach(detail -> errors.add(FieldError.invalid(path, port.value(), detail)));
    }

    private void checkSleep(SleepAction sleep, String path) {
        if (sleep.seconds() < 0 || sleep.seconds() > podGracePeriodSeconds) {
            errors.add(FieldError.invalid(
                    path,
                    sleep.seconds(),
                    "must be non-negative and less than terminationGracePeriodSeconds (" + podGracePeriodSeconds
                            + ")"));
        }
    }
}
