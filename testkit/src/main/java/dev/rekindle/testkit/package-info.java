/**
 * Pods that really progress, without a cluster and in virtual time: a fake container runtime, and scenarios on top
 * of it.
 */
@NullMarked
package dev.rekindle.testkit;

import org.jspecify.annotations.NullMarked;
