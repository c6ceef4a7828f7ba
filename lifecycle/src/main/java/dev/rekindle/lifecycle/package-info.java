/**
 * What a pod does next. {@link dev.rekindle.lifecycle.PodLifecycle#step} decides; whoever calls it acts.
 *
 * <p>The caller's duties:
 *
 * <ol>
 *   <li>Observe the whole pod: every sandbox and every attempt of every container, dead ones included.
 *   <li>Call {@code step} with the last state, the observation and the time.
 *   <li>Persist {@code next} before doing anything else.
 *   <li>Publish what {@link dev.rekindle.lifecycle.Step#publish} returns: a final phase waits there until nothing of the
 *       pod runs.
 *   <li>Let {@link dev.rekindle.lifecycle.Step#execute} execute the actions.
 *   <li>Begin again: at once when something changed in the runtime (not whenever something was executed: a pod of
 *       which nothing can run any more has its dead sandboxes stopped at every step), at {@code wakeAt} at the latest.
 *       The results of the actions go into the next observation, and so does the newest object of the API server: its
 *       generation and the conditions of others are taken from there.
 * </ol>
 *
 * <p>Nothing here reads a clock, keeps a thread, touches a file, draws a random number or logs.
 */
@NullMarked
package dev.rekindle.lifecycle;

import org.jspecify.annotations.NullMarked;
