/** What an entry costs on the heap beyond its key and value, against the caches of the field. */
@NullMarked
package dev.aside.bench.memory;

import org.jspecify.annotations.NullMarked;
