/**
 * A container runtime that runs pods as processes of this machine: real exit codes, real signals, no images, no
 * privileges.
 */
@NullMarked
package dev.rekindle.process;

import org.jspecify.annotations.NullMarked;
