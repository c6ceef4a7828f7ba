package dev.rekindle.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * What became of an action that was executed since the last step.
 *
 * @param action the action
 * @param failure why it failed, or null when it succeeded
 */
public record ActionResult(PodAction action, @Nullable StartError failure) {}
