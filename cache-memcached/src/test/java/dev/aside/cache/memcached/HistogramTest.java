package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class HistogramTest {

    private static final long LARGEST = 1L << 53;

    @Test
    void smallNumbers_haveABucketEach() {
        Histogram histogram = new Histogram(1_000);
        LongStream.rangeClosed(-256, 255).forEach(number -> {
            assertThat(histogram.bucket(number)).isEqualTo(number);
            assertThat(histogram.width(number)).isOne();
        });
        assertThat(histogram.width(histogram.bucket(256))).isEqualTo(2);
        assertThat(histogram.width(histogram.bucket(-257))).isEqualTo(2);
    }

    @Test
    void buckets_areInTheOrderOfTheirNumbers_andNoWiderThanAHundredthOfThem() {
        Histogram histogram = new Histogram(1_000);
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            long one = random.nextLong(-LARGEST, LARGEST) >> random.nextInt(53);
            long other = random.nextBoolean() ? one + random.nextInt(100) : random.nextLong(-LARGEST, LARGEST);
            long first = histogram.bucket(Math.min(one, other));
            assertThat(first).isLessThanOrEqualTo(histogram.bucket(Math.max(one, other)));
            assertThat(histogram.bucket(histogram.bucket(one))).isEqualTo(histogram.bucket(one));
            long width = histogram.width(histogram.bucket(one));
            assertThat(width == 1 || width * 128 <= Math.abs(one)).isTrue();
            assertThat(Math.abs(one - histogram.bucket(one))).isLessThan(width);
        }
    }

    @Test
    void theExtremes_haveBuckets() {
        Histogram histogram = new Histogram(1_000);
        for (long number : new long[] {LARGEST, -LARGEST, LARGEST - 1, 0, -1}) {
            histogram.add(number);
            assertThat(histogram.in(number)).as("%s", number).isOne();
        }
        assertThat(histogram.total()).isEqualTo(5);
        assertThat(histogram.before(LARGEST)).hasSize(4);
    }

    @Test
    void whatIsTakenAwayWasThere() {
        Histogram histogram = new Histogram(1_000);
        histogram.add(1_000_000);
        assertThat(histogram.remove(5)).isFalse();
        assertThat(histogram.remove(1_000_001)).as("one of the same bucket").isTrue();
        assertThat(histogram.remove(1_000_000)).isFalse();
        assertThat(histogram.total()).isZero();
    }

    @Test
    void whereThereWouldBeTooManyBuckets_theyBecomeWider_andNobodyIsForgotten() {
        Histogram histogram = new Histogram(40);
        Random random = new Random(7);
        long[] all = random.longs(5_000, -LARGEST, LARGEST)
                .map(number -> number >> random.nextInt(53))
                .toArray();
        for (long number : all) {
            histogram.add(number);
            assertThat(histogram.before(Long.MAX_VALUE)).hasSizeLessThanOrEqualTo(108);
        }
        assertThat(histogram.total()).isEqualTo(all.length);
        for (long number : all) {
            long better = LongStream.of(all).filter(other -> other < number).count();
            long before = histogram.before(number).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(better).isBetween(before, before + histogram.in(number) - 1);
        }
        for (long number : all) {
            assertThat(histogram.remove(number)).isTrue();
        }
        assertThat(histogram.total()).isZero();
    }
}
