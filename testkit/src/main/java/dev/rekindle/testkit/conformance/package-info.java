/**
 * Conformance: what Rekindle computes beside what the code of Kubernetes returned for the same input.
 */
@NullMarked
package dev.rekindle.testkit.conformance;

import org.jspecify.annotations.NullMarked;
