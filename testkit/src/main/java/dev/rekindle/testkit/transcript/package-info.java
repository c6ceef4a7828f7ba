/**
 * Stories about pods that are also tests. A transcript is a text file: commands, each followed by {@code ----} and by
 * what came of it, separated by blank lines. Paragraphs of lines that begin with {@code #} are comments.
 *
 * <pre>
 * # The trigger is removed last.
 *
 * exit main 88
 * ----
 * ok
 *
 * sync
 * ----
 * at 2s
 *   status Running, Ready=False, AllContainersRestarting=True
 *   status main Terminated 88 Error
 *   do     StopContainer helper-0, 2s
 *   do     RemoveContainer helper-0, logs stay
 *   do     RemoveContainer main-0, logs stay
 *   next   at once
 * </pre>
 *
 * <p>{@link dev.rekindle.testkit.transcript.Transcript#check} fails when the outcome differs from the file; run with
 * {@code -Drewrite=true} it writes the new outcome instead, and the difference is reviewed like code.
 *
 * <p>After every step the {@linkplain dev.rekindle.testkit.invariants invariants} are judged. A story that breaks one
 * for a good reason says so in a comment of its own: {@code # drops NAME: REASON}.
 *
 * <p>The commands:
 *
 * <table>
 * <caption>Commands</caption>
 * <tr><th>command</th><th>what it does</th></tr>
 * <tr><td>{@code kubernetes 1.35}</td><td>whose kubelet and gate defaults; 1.36 when it is left out</td></tr>
 * <tr><td>{@code gate NAME=false,...}</td><td>sets feature gates; the kubelet of a pod that is there goes on with
 *     them</td></tr>
 * <tr><td>{@code behavior kubelet +ID ...}, {@code behavior kep5532}</td><td>whose behaviour, and single
 *     divergences by id</td></tr>
 * <tr><td>{@code pod} and YAML or JSON on the next lines, or {@code pod FILE}</td><td>a new pod; the file is looked
 *     up beside the transcript</td></tr>
 * <tr><td>{@code ephemeral NAME}</td><td>adds an ephemeral container</td></tr>
 * <tr><td>{@code exit NAME CODE}</td><td>the running attempt exits</td></tr>
 * <tr><td>{@code exit-when-stopped NAME CODE}</td><td>the exit code after a stop; 137 otherwise</td></tr>
 * <tr><td>{@code probe NAME startup|liveness|readiness success|failure|unknown}</td><td>the result of a probe of
 *     the running attempt</td></tr>
 * <tr><td>{@code sync}</td><td>one look at the runtime, one step, and the execution of its actions</td></tr>
 * <tr><td>{@code stabilize}</td><td>the same, and on in the rhythm of the kubelet until it would only wait</td></tr>
 * <tr><td>{@code after 30s}</td><td>lets time go by, with the steps that fall into it</td></tr>
 * <tr><td>{@code fail-next CALL NAME}</td><td>the next such call fails: {@code PullImage},
 *     {@code CreateContainer}, {@code StartContainer}, {@code ExecSync}, {@code StopContainer} or
 *     {@code RemoveContainer} of a container, {@code RunPodSandbox} or {@code StopPodSandbox} without one</td></tr>
 * <tr><td>{@code missing-image IMAGE}, {@code image-appears IMAGE}</td><td>from now on every pull of an image
 *     fails, or succeeds again</td></tr>
 * <tr><td>{@code vanish NAME}</td><td>the runtime loses every attempt of a container</td></tr>
 * <tr><td>{@code sandbox-dies}</td><td>the sandbox and all that runs in it ends</td></tr>
 * <tr><td>{@code delete [30s]}, {@code evict REASON}</td><td>asks for the end of the pod</td></tr>
 * <tr><td>{@code kubelet-restart}</td><td>everything but the last published status is forgotten</td></tr>
 * <tr><td>{@code status}, {@code runtime}</td><td>shows the published status, or what the runtime has</td></tr>
 * </table>
 *
 * <p>The rhythm of the kubelet is that of a {@link dev.rekindle.testkit.PodScenario}; init containers run until their
 * {@code exit}, and probes say nothing until {@code probe}. Time goes by only in {@code after}, and in {@code stabilize}
 * from one look at the runtime to the next.
 */
@NullMarked
package dev.rekindle.testkit.transcript;

import org.jspecify.annotations.NullMarked;
