package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.ExecAction;
import dev.rekindle.core.HttpGetAction;
import dev.rekindle.core.Probe;
import dev.rekindle.core.TcpSocketAction;
import dev.rekindle.driver.HttpGet.Deadline;
import dev.rekindle.driver.HttpGet.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Exec, HTTP and TCP probes (pkg/probe). */
final class StandardProbeRunner implements ProbeRunner {
    private static final int MAX_REDIRECTS = 10;

    private final ContainerRuntime runtime;

    StandardProbeRunner(ContainerRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Outcome run(Probe probe, Target target) throws ContainerRuntimeException {
        Duration timeout = Duration.ofSeconds(Math.max(1, probe.timeoutSeconds()));
        ExecAction exec = probe.exec();
        HttpGetAction httpGet = probe.httpGet();
        TcpSocketAction tcpSocket = probe.tcpSocket();
        if (exec != null) {
            return exec(exec, target, timeout);
        }
        if (httpGet != null) {
            return httpGet(httpGet, target, timeout);
        }
        if (tcpSocket != null) {
            return tcpSocket(tcpSocket, target, timeout);
        }
        throw new ContainerRuntimeException(
                "ProbeError",
                "container " + target.container().name()
                        + ": expected a probe with exec, httpGet or tcpSocket; others need a ProbeRunner of their own");
    }

    private Outcome exec(ExecAction action, Target target, Duration timeout) throws ContainerRuntimeException {
        ExecResult result = runtime.exec(target.containerId(), action.command(), timeout);
        if (result.timedOut()) {
            return Outcome.failure("command timed out: \"" + String.join(" ", action.command()) + "\" timed out after "
                    + timeout.toSeconds() + "s");
        }
        return new Outcome(result.exitCode() == 0, result.output());
    }

    private static Outcome httpGet(HttpGetAction action, Target target, Duration timeout)
            throws ContainerRuntimeException {
        HttpGet request = resolve(() -> HttpGet.of(action, target.container(), target.podIp()));
        Deadline deadline = new Deadline(timeout);
        try {
            for (int i = 0; i <= MAX_REDIRECTS; i++) {
                Response response = request.send(deadline);
                HttpGet next = response.location() == null || response.status() / 100 != 3
                        ? null
                        : request.follow(response.location());
                if (next == null) {
                    boolean success = response.status() >= 200 && response.status() < 400;
                    return success
                            ? Outcome.SUCCESS
                            : Outcome.failure("HTTP probe failed with statuscode: " + response.status());
                }
                request = next;
            }
            return Outcome.failure("stopped after " + MAX_REDIRECTS + " redirects");
        } catch (IOException e) {
            return Outcome.failure("Get \"" + request.target() + "\": " + e.getMessage());
        }
    }

    private static Outcome tcpSocket(TcpSocketAction action, Target target, Duration timeout)
            throws ContainerRuntimeException {
        Container container = target.container();
        int port = resolve(() -> Pods.port(action.port(), container));
        String host = resolve(() -> Pods.host(action.host(), target.podIp()));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
            return Outcome.SUCCESS;
        } catch (IOException e) {
            return Outcome.failure("dial tcp " + host + ":" + port + ": " + e.getMessage());
        }
    }

    private interface Resolution<T> {
        T get() throws IOException;
    }

    /** A port that does not exist is not a failure of the container. */
    private static <T> T resolve(Resolution<T> resolution) throws ContainerRuntimeException {
        try {
            return resolution.get();
        } catch (IOException e) {
            throw new ContainerRuntimeException("ProbeError", String.valueOf(e.getMessage()), e);
        }
    }
}
