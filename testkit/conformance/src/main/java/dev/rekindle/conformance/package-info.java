/** Replays conformance vectors: inputs, and what the real Kubernetes code returned for them. */
@NullMarked
package dev.rekindle.conformance;

import org.jspecify.annotations.NullMarked;
