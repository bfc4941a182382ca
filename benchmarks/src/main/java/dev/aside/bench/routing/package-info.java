/** What it costs to borrow a connection that is routed, and to return it, against pools and those that route. */
@NullMarked
package dev.aside.bench.routing;

import org.jspecify.annotations.NullMarked;
