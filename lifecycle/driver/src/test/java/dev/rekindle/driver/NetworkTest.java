package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerPort;
import dev.rekindle.core.GrpcAction;
import dev.rekindle.core.HttpGetAction;
import dev.rekindle.core.HttpHeader;
import dev.rekindle.core.IntOrString;
import dev.rekindle.core.Probe;
import dev.rekindle.core.TcpSocketAction;
import dev.rekindle.driver.HttpGet.Deadline;
import dev.rekindle.driver.ProbeRunner.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes that use the network, against servers on the loopback address. */
class NetworkTest {
    private static final String LOCAL = InetAddress.getLoopbackAddress().getHostAddress();

    private final VirtualClock clock = new VirtualClock();
    private final TestRuntime runtime = new TestRuntime(clock, new Faults());
    private final ProbeRunner probes = ProbeRunner.standard(runtime);
    private TinyServer server;

    NetworkTest() throws IOException {
        server = new TinyServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), NetworkTest::answer);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private static String answer(String path) {
        if (path.startsWith("/to?")) {
            return "HTTP/1.1 302 Found\r\nlocation: " + path.substring(4);
        }
        if (path.equals("/odd")) {
            return "SSH-2.0-x";
        }
        return path.equals("/ok") || path.contains("%") ? "HTTP/1.1 200 OK" : "HTTP/1.1 503 Service Unavailable";
    }

    private int port() {
        return server.port();
    }

    private static Container app(int port) {
        return TestPods.container("app")
                .addPorts(
                        ContainerPort.builder().name("web").containerPort(port).build())
                .build();
    }

    private HttpGetAction.Builder get(String path) {
        return HttpGetAction.builder().path(path).port(IntOrString.of(port()));
    }

    private Outcome probe(HttpGetAction action) throws ContainerRuntimeException {
        Probe probe = Probe.builder().httpGet(action).timeoutSeconds(60).build();
        return probes.run(probe, new ProbeWorker.Probed(app(port()), "id", LOCAL));
    }

    private Outcome probe(TcpSocketAction action, String podIp) throws ContainerRuntimeException {
        Probe probe = Probe.builder().tcpSocket(action).timeoutSeconds(60).build();
        return probes.run(probe, new ProbeWorker.Probed(app(port()), "id", podIp));
    }

    @Test
    void anHttpProbeLooksAtTheStatus() throws ContainerRuntimeException {
        assertThat(probe(get("/ok").build())).isEqualTo(Outcome.SUCCESS);
        assertThat(probe(get("/broken").build())).isEqualTo(Outcome.failure("HTTP probe failed with statuscode: 503"));
        String headers = " HTTP/1.1|Host: " + LOCAL + ":" + port()
                + "|User-Agent: kube-probe/1.36|Accept: */*|Connection: close";
        assertThat(server.requests).containsExactly("GET /ok" + headers, "GET /broken" + headers);
    }

    @Test
    void anHttpProbeSendsItsOwnHeaders() throws ContainerRuntimeException {
        probe(get("ok")
                .addHttpHeaders(
                        HttpHeader.builder().name("Host").value("example.org").build(),
                        HttpHeader.builder().name("user-agent").value("mine").build())
                .build());

        assertThat(server.requests)
                .containsExactly("GET /ok HTTP/1.1|Accept: */*|Host: example.org|user-agent: mine|Connection: close");
    }

    @Test
    void whatIsNotAllowedInARequestLineIsEscaped() throws ContainerRuntimeException {
        assertThat(probe(get("/a b?c=\r\nX: y").build())).isEqualTo(Outcome.SUCCESS);
        assertThat(server.requests)
                .singleElement()
                .satisfies(request -> assertThat(request).startsWith("GET /a%20b?c=%0D%0AX:%20y HTTP/1.1|Host"));
        HttpHeader split = HttpHeader.builder().name("X").value("a\r\nY: b").build();
        assertThat(probe(get("/ok").addHttpHeaders(split).build()).output())
                .endsWith("invalid header X: it contains a control character");
    }

    @Test
    void redirectsAreFollowedWithinTheHost() throws ContainerRuntimeException {
        assertThat(probe(get("/to?/ok").build())).isEqualTo(Outcome.SUCCESS);
        assertThat(probe(get("/to?/broken").build()).success()).isFalse();
        assertThat(probe(get("/to?http://elsewhere.invalid/broken").build()))
                .as("a redirect to another host is success enough")
                .isEqualTo(Outcome.SUCCESS);
        assertThat(server.requests).hasSize(5);
        assertThat(probe(get("/to?/to?/to?/to?/to?/to?/to?/to?/to?/to?/to?/ok").build()))
                .isEqualTo(Outcome.failure("stopped after 10 redirects"));
    }

    @Test
    void portsMayBeNamed() throws ContainerRuntimeException {
        assertThat(probe(get("/ok").port(IntOrString.of("web")).build())).isEqualTo(Outcome.SUCCESS);
        assertThat(probe(get("/ok").port(IntOrString.of("" + port())).build())).isEqualTo(Outcome.SUCCESS);
        assertThatThrownBy(() -> probe(get("/ok").port(IntOrString.of("nope")).build()))
                .isInstanceOf(ContainerRuntimeException.class)
                .hasMessage("port nope not found in container app");
        assertThatThrownBy(() -> probe(get("/ok").port(IntOrString.of(0)).build()))
                .hasMessage("invalid port number: 0");
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpGet request = new HttpGet(false, LOCAL, silent.getLocalPort(), "/", List.of());
            assertThatThrownBy(() -> request.send(new Deadline(Duration.ofMillis(50))))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whatIsNotHttpIsAFailure() throws ContainerRuntimeException {
        assertThat(probe(get("/odd").build()))
                .isEqualTo(Outcome.failure("Get \"/odd\": malformed HTTP response \"SSH-2.0-x\""));
    }

    @Test
    void certificatesDoNotMatter(@TempDir Path directory) throws Exception {
        server.close();
        SSLContext keys = selfSigned(directory.resolve("keys.p12"));
        server = new TinyServer(
                keys.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                NetworkTest::answer);

        assertThat(probe(get("/ok").scheme("HTTPS").build())).isEqualTo(Outcome.SUCCESS);
        assertThat(probe(get("/broken").scheme("HTTPS").build()).success()).isFalse();
    }

    private static SSLContext selfSigned(Path file) throws IOException, InterruptedException, GeneralSecurityException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=elsewhere",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void aTcpProbeConnects() throws Exception {
        assertThat(probe(TcpSocketAction.builder().port(IntOrString.of("web")).build(), LOCAL))
                .isEqualTo(Outcome.SUCCESS);
        int closed = TinyServer.closedPort();
        assertThat(probe(
                                TcpSocketAction.builder()
                                        .port(IntOrString.of(closed))
                                        .host(LOCAL)
                                        .build(),
                                "")
                        .output())
                .startsWith("dial tcp " + LOCAL + ":" + closed + ": ");
    }

    @Test
    void aPodWithoutAnAddressIsNotTheNode() {
        assertThatThrownBy(() -> probe(
                        TcpSocketAction.builder().port(IntOrString.of(port())).build(), ""))
                .isInstanceOf(ContainerRuntimeException.class)
                .hasMessage("the pod has no address");
    }

    @Test
    void aProbeNobodyKnowsIsAnError() {
        Probe probe = Probe.builder().grpc(GrpcAction.builder().port(1).build()).build();
        assertThatThrownBy(() -> probes.run(probe, new ProbeWorker.Probed(app(1), "id", LOCAL)))
                .isInstanceOf(ContainerRuntimeException.class)
                .hasMessageStartingWith("container app: expected a probe with exec, httpGet or tcpSocket");
    }
}
