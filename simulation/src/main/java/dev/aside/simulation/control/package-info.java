/** Bugs that are planted on purpose: a search that does not find them proves nothing. */
@NullMarked
package dev.aside.simulation.control;

import org.jspecify.annotations.NullMarked;
