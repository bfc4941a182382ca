/** What a run is going to do: its nodes and their options, who does what, and which faults there are. All from one seed. */
@NullMarked
package dev.aside.simulation.plan;

import org.jspecify.annotations.NullMarked;
