package dev.aside.bench.kit;

/**
 * What one fork showed.
 *
 * @param nanos nanoseconds per operation, the median of its iterations
 * @param bytes bytes allocated per operation, the median of its iterations
 */
public record Sample(double nanos, double bytes) {}
