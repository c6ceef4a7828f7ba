/** Benchmarks. */
@NullMarked
package dev.rekindle.jmh;

import org.jspecify.annotations.NullMarked;
