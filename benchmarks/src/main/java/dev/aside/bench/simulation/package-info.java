/** How long it takes the simulation to find what is wrong, and what it finds in what is shipped. */
@NullMarked
package dev.aside.bench.simulation;

import org.jspecify.annotations.NullMarked;
