/** A shop's catalogue behind a cache on Redis: lazy loading, write-through, tags, absent values, and a type that changes. */
@NullMarked
package dev.aside.samples.catalogue;

import org.jspecify.annotations.NullMarked;
