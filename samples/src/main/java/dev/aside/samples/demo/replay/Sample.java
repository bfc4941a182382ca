package dev.aside.samples.demo.replay;

import dev.aside.samples.demo.shop.QueryCounts;

/**
 * How far a replay had come at one moment; all numbers count from its begin.
 *
 * @param seconds time gone
 * @param accesses accesses begun
 * @param reads reads finished; a worker adds them a chunk at a time
 * @param queries statements the database was sent
 * @param wrongReads reads that broke the promise
 */
public record Sample(double seconds, int accesses, long reads, QueryCounts queries, long wrongReads) {}
