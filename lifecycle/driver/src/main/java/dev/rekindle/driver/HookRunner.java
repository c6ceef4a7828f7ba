package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.ExecAction;
import dev.rekindle.core.GoText;
import dev.rekindle.core.HttpGetAction;
import dev.rekindle.core.IntOrString;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.Pod;
import dev.rekindle.core.SleepAction;
import java.io.IOException;
import java.time.Duration;

/**
 * Runs hooks: {@code exec}, {@code httpGet} and {@code sleep}. A {@code tcpSocket} hook fails, as it does in the
 * kubelet (pkg/kubelet/lifecycle/handlers.go): the API keeps the field for old manifests only.
 */
final class HookRunner {
    private final ContainerRuntime runtime;
    private final DriverClock clock;

    HookRunner(ContainerRuntime runtime, DriverClock clock) {
        this.runtime = runtime;
        this.clock = clock;
    }

    /** A hook failed; the message is the kubelet's. */
    static final class HookException extends Exception {
        private static final long serialVersionUID = 1;

        HookException(String message) {
            super(message);
        }

        HookException(String message, Exception cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * Runs a hook to its end.
     *
     * @param timeout how long it may take; zero means any time
     */
    void run(LifecycleHandler hook, Pod pod, Container container, String containerId, String podIp, Duration timeout)
            throws HookException {
        String where = " for Container " + GoText.quote(container.name()) + " in Pod " + GoText.quote(Pods.format(pod))
                + " failed - error: ";
        ExecAction exec = hook.exec();
        HttpGetAction httpGet = hook.httpGet();
        SleepAction sleep = hook.sleep();
        if (exec != null) {
            String command = String.join(" ", exec.command());
            exec(exec, containerId, timeout, "Exec lifecycle hook ([" + command + "])" + where);
        } else if (httpGet != null) {
            httpGet(httpGet, container, podIp, timeout, "HTTP lifecycle hook (" + httpGet.path() + ")" + where);
        } else if (sleep != null) {
            sleep(sleep, timeout, "Sleep lifecycle hook (" + sleep.seconds() + ")" + where);
        } else {
            throw new HookException("Cannot run handler: invalid handler: expected exec, httpGet or sleep");
        }
    }

    private void exec(ExecAction action, String containerId, Duration timeout, String failed) throws HookException {
        ExecResult result;
        try {
            result = runtime.exec(containerId, action.command(), timeout);
        } catch (ContainerRuntimeException | RuntimeException e) {
            throw new HookException(failed + message(e) + ", message: \"\"", e);
        }
        String said = ", message: " + GoText.quote(result.output());
        String command = "command '" + String.join(" ", action.command()) + "'";
        if (result.timedOut()) {
            throw new HookException(failed + command + " timed out after " + timeout.toSeconds() + "s" + said);
        }
        if (result.exitCode() != 0) {
            throw new HookException(
                    failed + command + " exited with " + result.exitCode() + ": " + result.errorOutput() + said);
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Any answer will do, whatever its status. */
    private static void httpGet(
            HttpGetAction action, Container container, String podIp, Duration timeout, String failed)
            throws HookException {
        HttpGetAction resolved = "".equals(action.port().value())
                ? HttpGetAction.builder().from(action).port(IntOrString.of(80)).build()
                : action;
        try {
            HttpGet.of(resolved, container, podIp).send(new HttpGet.Deadline(timeout));
        } catch (IOException e) {
            throw new HookException(failed + e.getMessage());
        }
    }

    private void sleep(SleepAction action, Duration timeout, String failed) throws HookException {
        Duration sleep = Duration.ofSeconds(action.seconds());
        try {
            clock.sleep(timeout.isZero() || sleep.compareTo(timeout) < 0 ? sleep : timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HookException(failed + "interrupted");
        }
    }
}
