package dev.rekindle.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers GET requests, one after another. */
final class TinyServer implements AutoCloseable {
    /** The head of each request, its lines joined by {@code |}. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;
    private final Thread thread;

    /** The function gets the path and returns the head of the response. */
    TinyServer(ServerSocket socket, Function<String, String> answer) {
        this.socket = socket;
        this.thread = new Thread(() -> serve(answer), "tiny-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Function<String, String> answer) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                StringBuilder head = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    head.append(head.length() == 0 ? "" : "|").append(line);
                }
                if (head.length() == 0) {
                    continue; // somebody only connected
                }
                requests.add(head.toString());
                String path = head.toString().split(" ", 3)[1];
                client.getOutputStream().write((answer.apply(path) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                requests.add("broken: " + e.getMessage()); // shows where a test expects a request
            }
        }
    }

    /** A port at which nobody listens any more. */
    static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
