/** Beside the shipped engine, in its own package: what the simulation must reach that nobody else may. */
@NullMarked
package dev.aside.cache.engine;

import org.jspecify.annotations.NullMarked;
