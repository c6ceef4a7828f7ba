/**
 * What one container exit means. Everything here is a pure function of its arguments: no clocks, no files, no
 * threads, no logging.
 */
@NullMarked
package dev.rekindle.rules;

import org.jspecify.annotations.NullMarked;
