package dev.rekindle.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a directory for one user at a time, among JVMs and within one. The lock ends with the JVM, however that dies.
 *
 * <p>POSIX drops the locks of a process on a file as soon as the process closes that file anywhere. So the locked file
 * is in a directory of its own, {@code .lock}, where nobody has reason to open it; who holds the lock stands in a
 * second file beside it.
 */
public final class DirectoryLock implements AutoCloseable {
    private static final int HOLDER_MAX = 500;

    private static final Map<Path, DirectoryLock> HELD = new HashMap<>();

    /** Locked by another copy of this class in this JVM. To close such a channel would drop the lock of that copy. */
    private static final Map<Path, FileChannel> FOREIGN = new HashMap<>();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes a directory. It is created when it does not exist, for its owner only.
     *
     * @param directory the directory
     * @return the lock; close it when the directory is not used any more
     * @throws IOException when somebody has the directory, whom the message names, or when it cannot be written
     */
    public static DirectoryLock acquire(Path directory) throws IOException {
        Arguments.required(directory, "directory", "the directory to take");
        try {
            Path root = PrivateFiles.createDirectories(directory).toRealPath();
            Path beside = PrivateFiles.createDirectories(root.resolve(".lock"));
            synchronized (HELD) {
                return hold(root, beside);
            }
        } catch (InUseException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("directory " + directory + " cannot be used: " + why(e), e);
        }
    }

    private static DirectoryLock hold(Path root, Path beside) throws IOException {
        if (HELD.containsKey(root)) {
            throw new InUseException(root, "this process already", describe());
        }
        Path holder = beside.resolve("holder");
        FileChannel foreign = FOREIGN.remove(root);
        FileChannel channel =
                foreign != null ? foreign : PrivateFiles.create(beside.resolve("held"), StandardOpenOption.CREATE);
        if (!isLocked(channel, root)) {
            channel.close(); // the lock is another process's, so this drops nothing
            throw new InUseException(root, "another process", read(holder));
        }
        DirectoryLock lock = new DirectoryLock(root, channel);
        HELD.put(root, lock);
        try {
            Path fresh = beside.resolve("holder.new");
            PrivateFiles.write(fresh, describe().getBytes(StandardCharsets.UTF_8));
            PrivateFiles.rename(fresh, holder);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        return lock;
    }

    private static boolean isLocked(FileChannel channel, Path root) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            FOREIGN.put(root, channel);
            throw new InUseException(root, "this process already", describe());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** This process, for people. */
    private static String describe() {
        ProcessHandle self = ProcessHandle.current();
        Optional<Instant> start = self.info().startInstant();
        return "pid " + self.pid() + start.map(at -> ", started " + at).orElse("") + ", on host " + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static String read(Path holder) {
        try (var in = Files.newInputStream(holder)) {
            return new String(in.readNBytes(HOLDER_MAX), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        } catch (IOException e) {
            return "which has not said yet who it is";
        }
    }

    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied: " + e.getMessage();
        }
        return e instanceof FileAlreadyExistsException
                ? e.getMessage() + " is no directory"
                : String.valueOf(e.getMessage());
    }

    boolean isHeld() {
        return channel.isOpen();
    }

    /** Lets another take the directory. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            HELD.remove(directory, this);
            channel.close();
        }
    }

    private static final class InUseException extends IOException {
        private static final long serialVersionUID = 1;

        private InUseException(Path directory, String by, String holder) {
            super("directory " + directory + " is in use by " + by + ": " + holder);
        }
    }
}
