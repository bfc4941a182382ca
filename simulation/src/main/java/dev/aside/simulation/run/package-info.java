/** Does what a plan says, in a world, around the shipped engine. */
@NullMarked
package dev.aside.simulation.run;

import org.jspecify.annotations.NullMarked;
