/**
 * The nouns: the part of the Kubernetes API that restarts touch, what a container runtime reports, and feature
 * gates. Values only; nothing here decides anything.
 */
@NullMarked
package dev.rekindle.core;

import org.jspecify.annotations.NullMarked;
