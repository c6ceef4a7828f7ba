package dev.rekindle.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * A start that waits for CrashLoopBackOff.
 *
 * @param container the container
 * @param delay the delay, counted from the end of its last attempt
 * @param until when the delay is over
 * @param error the reason and message that the status will show
 */
public record BackOff(String container, Duration delay, Instant until, StartError error) {}
