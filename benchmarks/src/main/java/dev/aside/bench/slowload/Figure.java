package dev.aside.bench.slowload;

/** What a stage shows of hits, and of other loads. */
enum Figure {
    /** The tail while slow loads run, divided by the tail while none runs. */
    RATIO,
    /** The tail while none runs: the 99.9th percentile, in nanoseconds. */
    IDLE,
    /** The tail while slow loads run, in nanoseconds. */
    BUSY,
    /** The longest while slow loads run, in nanoseconds. */
    MAX,
    /** Of those while slow loads run, the percentage that waited for one. */
    WAITED
}
