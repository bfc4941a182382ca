package dev.aside.cache.local;

import java.util.Arrays;
import java.util.Random;

/** Keys whose popularity falls with their rank: the same stream for the same seed. */
final class Zipf {

    private final double[] cumulative;
    private final Random random;

    Zipf(int keys, double exponent, long seed) {
        cumulative = new double[keys];
        double sum = 0;
        for (int rank = 0; rank < keys; rank++) {
            sum += 1 / Math.pow(rank + 1, exponent);
            cumulative[rank] = sum;
        }
        random = new Random(seed);
    }

    int next() {
        int found = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return found < 0 ? -found - 1 : found;
    }

    static Integer[] stream(int length, int keys, double exponent, long seed) {
        Zipf zipf = new Zipf(keys, exponent, seed);
        Integer[] stream = new Integer[length];
        for (int i = 0; i < length; i++) {
            stream[i] = zipf.next();
        }
        return stream;
    }
}
