/**
 * Pods in and out: YAML and JSON as {@code kubectl} and the API server read them. Needs Jackson 2's
 * {@code jackson-databind} and {@code jackson-dataformat-yaml}, which are optional dependencies of this module.
 */
@NullMarked
package dev.rekindle.core.codec;

import org.jspecify.annotations.NullMarked;
