/** A process of the application: its clock, its threads, and the shipped engine on them. */
@NullMarked
package dev.aside.simulation.node;

import org.jspecify.annotations.NullMarked;
