package dev.aside.samples.demo.replay;

import dev.aside.samples.demo.trace.Accesses;

/**
 * What is replayed, and how.
 *
 * @param accesses the trace
 * @param writes the share of accesses that change their object, from 0 to 1
 * @param threads how many threads replay it
 */
public record Workload(Accesses accesses, double writes, int threads) {
    // One access in 2^53 is the finest share told apart.
    private static final double STEPS = 1L << 53;

    /**
     * Tells whether an access changes its object. A place of the trace always gets the same answer, so that every
     * replay does the same work.
     *
     * @param position the place in the trace
     * @return true for a write
     */
    public boolean isWrite(int position) {
        return (mix(position) >>> 11) < writes * STEPS;
    }

    /** SplitMix64's finisher (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    private static long mix(long position) {
        long z = (position + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
