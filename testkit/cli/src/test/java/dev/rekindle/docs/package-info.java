/** The code of the documents, compiled and run. */
@NullMarked
package dev.rekindle.docs;

import org.jspecify.annotations.NullMarked;
