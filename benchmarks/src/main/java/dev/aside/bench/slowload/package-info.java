/** Whether anybody waits for somebody else's slow load, against the caches of the field. */
@NullMarked
package dev.aside.bench.slowload;

import org.jspecify.annotations.NullMarked;
