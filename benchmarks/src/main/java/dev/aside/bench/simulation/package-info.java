/** Does the shipped engine keep its promises, and would the simulation notice if it did not? */
@NullMarked
package dev.aside.bench.simulation;

import org.jspecify.annotations.NullMarked;
