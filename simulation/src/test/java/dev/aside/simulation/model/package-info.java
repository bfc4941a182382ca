/** The models, held against what the real things promise. */
@NullMarked
package dev.aside.simulation.model;

import org.jspecify.annotations.NullMarked;
