/** The code of the documents, compiled and run. */
@NullMarked
package dev.rekindle.testkit.docs;

import org.jspecify.annotations.NullMarked;
