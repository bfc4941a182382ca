/** Tries every order in which what happens in a small case can happen. */
@NullMarked
package dev.aside.simulation.explore;

import org.jspecify.annotations.NullMarked;
