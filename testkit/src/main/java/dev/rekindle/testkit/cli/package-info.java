/** The command line. */
@NullMarked
package dev.rekindle.testkit.cli;

import org.jspecify.annotations.NullMarked;
