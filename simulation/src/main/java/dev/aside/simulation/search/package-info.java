/** Looks for runs that break a promise, and makes what it finds small enough to be read. */
@NullMarked
package dev.aside.simulation.search;

import org.jspecify.annotations.NullMarked;
