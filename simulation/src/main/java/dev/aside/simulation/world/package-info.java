/** One seeded scheduler, one virtual clock, and the story of what happened. */
@NullMarked
package dev.aside.simulation.world;

import org.jspecify.annotations.NullMarked;
