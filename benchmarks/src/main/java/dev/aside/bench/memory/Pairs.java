package dev.aside.bench.memory;

import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/**
 * The keys and values of a run, made before anything is weighed and held by nobody but these arrays and the caches.
 *
 * @param keys the keys: 0 and up
 * @param values a value for each, at the key's place
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pairs(Long[] keys, Long[] values) {
    /** Of 2^20 places a million are taken; a power of two, because that is what tables are sized by. */
    private static final double TAKEN = 1_000_000.0 / (1 << 20);

    static Pairs of(int entries) {
        return new Pairs(boxed(0, entries), boxed(1L << 40, entries));
    }

    private static Long[] boxed(long first, int count) {
        return LongStream.range(first, first + count).boxed().toArray(Long[]::new);
    }

    int size() {
        return keys.length;
    }

    /** What the caches are bounded by: they hold everything, and their tables are as full whatever the size of the run. */
    int bound() {
        return (int) Math.round(keys.length / TAKEN);
    }

    Long value(Long key) {
        return values[key.intValue()];
    }

    void forEach(BiConsumer<Long, Long> put) {
        for (Long key : keys) {
            put.accept(key, value(key));
        }
    }
}
