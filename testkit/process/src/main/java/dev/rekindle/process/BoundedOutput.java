package dev.rekindle.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Reads all that a process says, so that it goes on, and keeps its beginning, as the kubelet does of probes. */
final class BoundedOutput {
    /** The kubelet's bound (maxRespBodyLength in pkg/probe/exec/exec.go). */
    static final int MAX = 10 * 1024;

    /** Whoever inherited the stream and did not end is not waited for longer. */
    private static final long REST_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final InputStream in;
    private final Thread reader;

    private BoundedOutput(InputStream in) {
        this.in = in;
        this.reader = new Thread(this::read, "rekindle-exec-output");
    }

    static BoundedOutput of(InputStream in) {
        BoundedOutput output = new BoundedOutput(in);
        output.reader.setDaemon(true);
        output.reader.start();
        return output;
    }

    /** What was said until the process ended, at most {@link #MAX} bytes. */
    String text() throws InterruptedException {
        reader.join(REST_MILLIS);
        synchronized (kept) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    private void read() {
        byte[] buffer = new byte[8 * 1024];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (kept) {
                    kept.write(buffer, 0, Math.min(count, MAX - kept.size()));
                }
            }
        } catch (IOException e) {
            return; // closed with its process
        }
    }
}
