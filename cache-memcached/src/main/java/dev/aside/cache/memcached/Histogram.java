package dev.aside.cache.memcached;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many members have which scores, by what scores sort by. The numbers next to zero have a bucket each; beyond that a bucket is
 * the wider the further from zero, so that it is never wider than a certain share of its numbers: what has as many digits is told
 * apart alike. Not safe for use by many threads.
 */
final class Histogram {

    /** So many binary digits behind the first tell buckets apart: the widest is a 128th of its numbers. */
    static final int FINEST = 7;

    private final int most;
    private int bits;
    private TreeMap<Long, Long> buckets = new TreeMap<>();
    private long total;

    /** @param most how many buckets there may be; where there would be more they become wider */
    Histogram(int most) {
        this.most = most;
        this.bits = FINEST;
    }

    /** What a bucket is called: that of its numbers that is next to zero. */
    long bucket(long sort) {
        return bucket(sort, bits);
    }

    private static long bucket(long sort, int bits) {
        return sort >= 0 ? nearest(sort, bits) : ~nearest(~sort, bits);
    }

    private static long nearest(long number, int bits) {
        int shift = shift(number, bits);
        return number >>> shift << shift;
    }

    private static int shift(long number, int bits) {
        return Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(number | 1) - bits);
    }

    /** Returns how many numbers a bucket has. */
    long width(long bucket) {
        return 1L << shift(bucket >= 0 ? bucket : ~bucket, bits);
    }

    void add(long sort) {
        buckets.merge(bucket(sort), 1L, Long::sum);
        total++;
        while (buckets.size() > most && bits > 0) {
            widen();
        }
    }

    private void widen() {
        bits--;
        TreeMap<Long, Long> wider = new TreeMap<>();
        buckets.forEach((bucket, count) -> wider.merge(bucket(bucket), count, Long::sum));
        buckets = wider;
    }

    /** Returns whether there was one to take away. */
    boolean remove(long sort) {
        long bucket = bucket(sort);
        Long count = buckets.get(bucket);
        if (count == null) {
            return false;
        } else if (count == 1) {
            buckets.remove(bucket);
        } else {
            buckets.put(bucket, count - 1);
        }
        total--;
        return true;
    }

    long total() {
        return total;
    }

    /** Returns how many are in the bucket of a number. */
    long in(long sort) {
        return buckets.getOrDefault(bucket(sort), 0L);
    }

    /** Returns the buckets ahead of that of a number, and how many are in each. */
    SortedMap<Long, Long> before(long sort) {
        return buckets.headMap(bucket(sort));
    }

    void write(BoardOutput out) {
        out.count(bits).count(buckets.size());
        buckets.forEach((bucket, count) -> out.number(bucket).count(count));
    }

    static Histogram read(BoardInput in, int most) {
        Histogram histogram = new Histogram(most);
        histogram.bits = (int) in.count();
        in.all(() -> histogram.put(in.number(), in.count()));
        return histogram;
    }

    private long put(long bucket, long count) {
        buckets.put(bucket, count);
        total += count;
        return bucket;
    }
}
