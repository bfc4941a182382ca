package dev.aside.samples.demo.fleet;

import dev.aside.cache.Consistency;
import dev.aside.samples.demo.trace.Trace;

/**
 * What the nodes do together.
 *
 * @param trace what is replayed
 * @param limit how many of its accesses
 * @param nodes how many processes replay it
 * @param writes the share of accesses that change their object, from 0 to 1
 * @param threads the threads of each process
 * @param mode what is promised
 * @param capacity how many rows a near tier holds at most
 * @param near whether nodes have a near tier; without one every read goes far, and to a replica where it may
 * @param tier what kind of cache servers they share
 * @param source what database they share, and how their caches are loaded from it
 */
public record FleetPlan(
        Trace trace,
        int limit,
        int nodes,
        double writes,
        int threads,
        Consistency mode,
        int capacity,
        boolean near,
        FarTier tier,
        Source source) {}
