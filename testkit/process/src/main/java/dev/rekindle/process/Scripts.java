package dev.rekindle.process;

/**
 * The POSIX shell between this JVM and the processes of a pod. It outlives the JVM: it lives in a session of its own,
 * and what it has to tell it writes to files.
 */
final class Scripts {
    /** The variable by which every process of a pod is found again, whatever became of its parents. */
    static final String DIRECTORY_VARIABLE = "REKINDLE_DIR";

    /** Writes its own line of {@code /proc} to a file that must not be there, whole or not at all. */
    private static final String NOTE_PROCESS = """
            read -r stat < /proc/$$/stat
            (umask 077 && printf '%s\\n' "$stat" > "$1/process.new") && ln "$1/process.new" "$1/process" || exit 125
            """;

    /** The second try is for a parent that another container has just removed. */
    private static final String JOIN_CGROUP = """
            if [ -n "$2" ]; then
              { mkdir -p "$2" || mkdir -p "$2" && echo 0 > "$2/cgroup.procs"; } 2> /dev/null
            fi
            """;

    /**
     * Waits for the first process of a container and writes down its exit code, 128 + N after signal N. What that
     * process left behind in its process group or cgroup is killed, as a container runtime does. A start that was
     * cancelled is not a run, and has no exit. The room for the exit code is taken at the start, when a full disk
     * does no harm; where it is not enough, writing is tried again while the container is there. Arguments: the
     * directory of the container, its cgroup or nothing, and the command that starts it.
     */
    static final String SUPERVISOR = """
            trap : HUP INT QUIT TERM
            mask=$(umask)
            umask 077
            read -r stat < /proc/$$/stat
            printf '%-19s\\n' '' > "$1/exit.new" && printf '%s\\n' "$stat" > "$1/supervisor" || exit 125
            umask "$mask"
            directory=$1
            cgroup=$2
            shift 2
            "$@"
            code=$?
            read -r process rest < "$directory/process" && [ "$process" != cancelled ] || exit 125
            kill -s KILL -- "-$process"
            [ -z "$cgroup" ] || echo 1 > "$cgroup/cgroup.kill"
            until printf '%-19s\\n' "$code" 1<> "$directory/exit.new" && mv "$directory/exit.new" "$directory/exit"; do
              [ -d "$directory" ] || exit 125
              sleep 1
            done
            [ -z "$cgroup" ] || rmdir -p "$cgroup" 2> /dev/null
            """;

    /**
     * Becomes the first process of a container, unless that was cancelled: whoever creates the file first decides.
     * What cannot be executed ends with 255, as in the init process of runc. Arguments: the directory of the
     * container, its cgroup or nothing, the log, and the command.
     */
    static final String FIRST_PROCESS = JOIN_CGROUP + NOTE_PROCESS + """
            exec < /dev/null >> "$3" 2>&1
            environment=$1/environment
            shift 3
            . "$environment"
            trap 'exit 255' EXIT
            exec "$@"
            """;

    /** Runs a command in a container: the directory of the container, its cgroup or nothing, and the command. */
    static final String EXEC = JOIN_CGROUP + """
            environment=$1/environment
            shift 2
            . "$environment"
            trap 'exit 255' EXIT
            exec "$@"
            """;

    /**
     * Holds a sandbox. Arguments: the directory of the sandbox, and {@code own} when it is in a network namespace of
     * its own, whose loopback is down at first.
     */
    static final String HOLDER = """
            if [ "$2" = own ]; then
              ip link set lo up || ifconfig lo up || exit 1
            fi
            """ + NOTE_PROCESS + """
            exec sleep 2147483647
            """;

    /**
     * Waits until the JVM ends, in whatever way, then kills what is left of the pods and removes the directory.
     * Arguments: the directory, and its cgroup or nothing.
     */
    static final String WATCHDOG = """
            trap '' HUP INT QUIT TERM
            cat > /dev/null
            found=yes
            while [ -n "$found" ]; do
              found=
              for process in /proc/[0-9]*; do
                if tr '\\0' '\\n' < "$process/environ" 2> /dev/null | grep -qF "REKINDLE_DIR=$1/" ||
                    { grep -qF "/rekindle$1/" "$process/cgroup" && grep -q '^State:.[^ZX]' "$process/status"; } \
                        2> /dev/null; then
                  found=yes
                  kill -s KILL "${process#/proc/}"
                fi
              done
            done
            [ -z "$2" ] || find "$2" -depth -type d -exec rmdir {} ';'
            chmod -R u+rwX "$1"
            rm -rf "$1"
            """;

    /** Deletes trees: also what their owner may not write, such as a Go module cache. */
    static final String DELETE = "chmod -R u+rwX -- \"$@\"; rm -rf -- \"$@\"";

    /** Sends a signal: its name without {@code SIG}, then the targets of {@code kill}. */
    static final String KILL = "kill -s \"$0\" -- \"$@\"";

    private Scripts() {}
}
