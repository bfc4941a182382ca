/**
 * The engine: flights, tiers, leases, strategies, breaker, journal. It never blocks and owns no thread: an event in, actions
 * out, over an asynchronous SPI. Exported to nobody.
 */
@NullMarked
package dev.aside.cache.engine;

import org.jspecify.annotations.NullMarked;
