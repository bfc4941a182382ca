/** A backend of one's own: caches on any remote table that has compare-and-set. */
@NullMarked
package dev.aside.samples.backend;

import org.jspecify.annotations.NullMarked;
