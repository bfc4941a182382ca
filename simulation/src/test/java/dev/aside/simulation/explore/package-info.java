/** The exploration, tried on planted bugs. */
@NullMarked
package dev.aside.simulation.explore;

import org.jspecify.annotations.NullMarked;
