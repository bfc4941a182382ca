/**
 * The demo over several processes: nodes that share cache servers and a database, faults, and one oracle for all of them.
 */
@NullMarked
package dev.aside.samples.demo.fleet;

import org.jspecify.annotations.NullMarked;
