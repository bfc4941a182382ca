/** What writers and readers of a database see while its writer dies and a replica takes its place. */
@NullMarked
package dev.aside.bench.failover;

import org.jspecify.annotations.NullMarked;
