/** Recorded accesses of a real shop, read from the archive of Caffeine's simulator. */
@NullMarked
package dev.aside.samples.demo.trace;

import org.jspecify.annotations.NullMarked;
