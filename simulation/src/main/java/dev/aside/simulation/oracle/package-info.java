/** What must be true of a run, and is checked while it goes on and when it has come to rest. */
@NullMarked
package dev.aside.simulation.oracle;

import org.jspecify.annotations.NullMarked;
