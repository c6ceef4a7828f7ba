package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.HttpGetAction;
import dev.rekindle.core.HttpHeader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One GET request, of which only the status counts. Written on a socket because the clients of the JDK do not let
 * callers set the header {@code Host}, which probes often do.
 *
 * @param https whether to use TLS; certificates are not checked, as the kubelet does not either
 * @param host the host
 * @param port the port
 * @param target path and query, beginning with {@code /}
 * @param headers extra headers
 */
record HttpGet(boolean https, String host, int port, String target, List<HttpHeader> headers) {
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final String USER_AGENT = "kube-probe/1.36";

    static HttpGet of(HttpGetAction action, Container container, String podIp) throws IOException {
        boolean https = action.scheme().toLowerCase(Locale.ROOT).equals("https");
        String host = Pods.host(action.host(), podIp);
        int port = Pods.port(action.port(), container);
        return new HttpGet(https, host, port, target(action.path()), action.httpHeaders());
    }

    /**
     * What came back.
     *
     * @param status the status code
     * @param location where a redirect leads, or null
     */
    record Response(int status, @Nullable String location) {}

    /** Sends the request and reads the head of the response. */
    Response send(Deadline deadline) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), deadline.leftMillis());
            if (!https) {
                return exchange(plain, deadline);
            }
            SSLSocketFactory factory = InsecureTls.factory();
            plain.setSoTimeout(deadline.leftMillis());
            try (Socket secure = factory.createSocket(plain, host, port, true)) {
                return exchange(secure, deadline);
            }
        }
    }

    /** Where a redirect leads, or null when it leads to another host: then it is not followed. */
    @Nullable
    HttpGet follow(String location) throws IOException {
        URI from = URI.create((https ? "https" : "http") + "://" + authority() + target);
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("redirect to an invalid location: " + location, e);
        }
        if (to.getHost() == null || !to.getHost().equalsIgnoreCase(from.getHost())) {
            return null;
        }
        boolean toHttps = "https".equalsIgnoreCase(to.getScheme());
        int toPort = to.getPort() >= 0 ? to.getPort() : toHttps ? 443 : 80;
        String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
        return new HttpGet(toHttps, host, toPort, target(to.getRawPath() + query), headers);
    }

    private Response exchange(Socket socket, Deadline deadline) throws IOException {
        socket.setSoTimeout(deadline.leftMillis());
        socket.getOutputStream().write(request().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        Lines lines = new Lines(socket, deadline);
        int status = status(lines.next());
        String location = null;
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            if (line.regionMatches(true, 0, "location:", 0, 9)) {
                location = line.substring(9).trim();
            }
        }
        return new Response(status, location);
    }

    private String request() throws IOException {
        StringBuilder text = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
        header(text, "Host", authority());
        header(text, "User-Agent", USER_AGENT);
        header(text, "Accept", "*/*");
        for (HttpHeader header : headers) {
            String line = header.name() + ": " + header.value();
            if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw new IOException("invalid header " + header.name() + ": it contains a control character");
            }
            text.append(line).append("\r\n");
        }
        return text.append("Connection: close\r\n\r\n").toString();
    }

    /** Unless the probe brings its own. */
    private void header(StringBuilder text, String name, String value) {
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(name))) {
            text.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String target(String path) {
        StringBuilder text = new StringBuilder(path.startsWith("/") ? "" : "/");
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > ' ' && b < 0x7f;
            text.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return text.toString();
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/") || !parts[1].matches("[1-9][0-9][0-9]")) {
            throw new IOException("malformed HTTP response \"" + line + "\"");
        }
        return Integer.parseInt(parts[1]);
    }

    /** Reads the head of a response line by line. */
    private static final class Lines {
        private final Socket socket;
        private final InputStream in;
        private final Deadline deadline;
        private int bytes;

        private Lines(Socket socket, Deadline deadline) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.deadline = deadline;
        }

        private String next() throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                socket.setSoTimeout(deadline.leftMillis());
                int b = in.read();
                if (b < 0 || ++bytes > MAX_HEADER_BYTES) {
                    throw new IOException("the response ended, or went on, before its headers were complete");
                }
                if (b == '\n') {
                    return line.toString().stripTrailing();
                }
                line.append((char) b);
            }
        }
    }

    /** How much time is left for a request and what it leads to; a timeout of zero means any time. */
    static final class Deadline {
        private final Duration timeout;
        private final long begin = System.nanoTime();

        Deadline(Duration timeout) {
            this.timeout = timeout;
        }

        /** As sockets want it: 0 means no limit. */
        private int leftMillis() throws SocketTimeoutException {
            if (timeout.isZero()) {
                return 0;
            }
            long left = timeout.toMillis() - (System.nanoTime() - begin) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("no response within " + timeout.toMillis() + " ms");
            }
            return (int) Math.min(left, Integer.MAX_VALUE);
        }
    }
}
