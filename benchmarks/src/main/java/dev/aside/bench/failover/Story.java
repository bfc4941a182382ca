package dev.aside.bench.failover;

import java.util.List;
import java.util.Set;

/**
 * What has happened in a round.
 *
 * @param calls all calls
 * @param there what the new writer has
 * @param old the port of the writer that was killed
 * @param heir the port of the one that was promoted
 * @param struckNanos when it was killed
 * @param turnedNanos when the other one took writes
 */
record Story(List<Call> calls, Set<Long> there, int old, int heir, long struckNanos, long turnedNanos) {}
