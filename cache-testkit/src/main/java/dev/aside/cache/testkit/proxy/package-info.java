/**
 * A bad network on one machine: {@link dev.aside.cache.testkit.proxy.FaultProxy} stands between clients and a server, breaks
 * what passes in the ways in which networks do, and counts it.
 */
@NullMarked
package dev.aside.cache.testkit.proxy;

import org.jspecify.annotations.NullMarked;
