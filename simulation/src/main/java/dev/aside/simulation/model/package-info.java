/** Models of what stands around the nodes: cache servers and the ways to them, a database and its replicas. */
@NullMarked
package dev.aside.simulation.model;

import org.jspecify.annotations.NullMarked;
