package dev.rekindle.testkit.process;

/**
 * The POSIX shell between this JVM and the processes of a pod. It outlives the JVM: it lives in a session of its own,
 * and what it has to tell it writes to files.
 */
final class Scripts {
    /** The variable by which every process of a pod is found again, whatever became of its parents. */
    static final String DIRECTORY_VARIABLE = "REKINDLE_DIR";

    /**
     * Waits for the first process of a container and writes down its exit code, 128 + N after signal N. What that
     * process left behind in its process group is killed, as a container runtime does. Arguments: the directory of
     * the container, and the command that starts it.
     */
    static final String SUPERVISOR = """
            trap : HUP INT QUIT TERM
            read -r stat < /proc/$$/stat
            printf '%s\\n' "$stat" > "$1/supervisor"
            directory=$1
            shift
            "$@"
            code=$?
            read -r process rest < "$directory/process"
            kill -s KILL -- "-$process"
            set -C
            printf '%s\\n' "$code" > "$directory/exit"
            """;

    /**
     * Becomes the first process of a container, unless that was cancelled: whoever creates the file first decides.
     * Arguments: the directory of the container, the log, and the command.
     */
    static final String FIRST_PROCESS = """
            read -r stat < /proc/$$/stat
            set -C
            printf '%s\\n' "$stat" > "$1/process" || exit 125
            set +C
            log=$2
            shift 2
            exec "$@" < /dev/null >> "$log" 2>&1
            """;

    /**
     * Holds a sandbox. Arguments: the directory of the sandbox, and {@code own} when it is in a network namespace of
     * its own, whose loopback is down at first.
     */
    static final String HOLDER = """
            if [ "$2" = own ]; then
              ip link set lo up || ifconfig lo up || exit 1
            fi
            read -r stat < /proc/$$/stat
            set -C
            printf '%s\\n' "$stat" > "$1/process" || exit 125
            exec sleep 2147483647
            """;

    /** Waits until the JVM ends, in whatever way, then kills what is left of the pods and removes the directory. */
    static final String WATCHDOG = """
            trap '' HUP INT QUIT TERM
            cat > /dev/null
            found=yes
            while [ -n "$found" ]; do
              found=
              for environ in /proc/[0-9]*/environ; do
                if tr '\\0' '\\n' < "$environ" 2> /dev/null | grep -qF "REKINDLE_DIR=$1/"; then
                  found=yes
                  pid=${environ#/proc/}
                  kill -s KILL "${pid%/environ}"
                fi
              done
            done
            rm -rf "$1"
            """;

    /** Sends a signal: its name without {@code SIG}, then the targets of {@code kill}. */
    static final String KILL = "kill -s \"$0\" -- \"$@\"";

    private Scripts() {}
}
