package dev.aside.cache.local.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes few rows in which any two values of two dimensions meet at least once. Greedy: a row begins with a pair that has not
 * met, and takes for each further dimension the value that brings most new pairs. The same seed makes the same rows; another
 * one lets the same pairs meet in other company.
 *
 * <p>Source: D. M. Cohen et al., <i>The AETG System: An Approach to Testing Based on Combinatorial Design</i>, IEEE TSE 1997.
 */
final class Pairwise {

    /** Two values that are to meet, by the numbers of their dimensions; the first dimension is the lower one. */
    record Pair(int first, int firstValue, int second, int secondValue) {}

    private final int[] sizes;
    private final Random random;
    private final Set<Pair> open;

    private Pairwise(int[] sizes, long seed) {
        this.sizes = sizes;
        this.random = new Random(seed);
        this.open = pairs(sizes);
    }

    /** Returns the rows: in each a value from zero for every dimension, below its size. */
    static List<int[]> rows(int[] sizes, long seed) {
        Pairwise pairwise = new Pairwise(sizes.clone(), seed);
        List<int[]> rows = new ArrayList<>();
        while (!pairwise.open.isEmpty()) {
            rows.add(pairwise.nextRow());
        }
        return rows;
    }

    static Set<Pair> pairs(int[] sizes) {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (int first = 0; first < sizes.length; first++) {
            for (int second = first + 1; second < sizes.length; second++) {
                for (int value = 0; value < sizes[first] * sizes[second]; value++) {
                    pairs.add(new Pair(first, value / sizes[second], second, value % sizes[second]));
                }
            }
        }
        return pairs;
    }

    private int[] nextRow() {
        int[] row = new int[sizes.length];
        Arrays.fill(row, -1);
        List<Pair> left = List.copyOf(open);
        Pair start = left.get(random.nextInt(left.size()));
        row[start.first()] = start.firstValue();
        row[start.second()] = start.secondValue();
        for (int dimension = 0; dimension < sizes.length; dimension++) {
            if (row[dimension] < 0) {
                row[dimension] = best(row, dimension);
            }
        }
        open.removeIf(pair -> row[pair.first()] == pair.firstValue() && row[pair.second()] == pair.secondValue());
        return row;
    }

    /** Returns the value that meets most new ones among those chosen; of equal ones any. */
    private int best(int[] row, int dimension) {
        int best = 0;
        int most = -1;
        int start = random.nextInt(sizes[dimension]);
        for (int i = 0; i < sizes[dimension]; i++) {
            int value = (start + i) % sizes[dimension];
            int gain = gain(row, dimension, value);
            if (gain > most) {
                most = gain;
                best = value;
            }
        }
        return best;
    }

    private int gain(int[] row, int dimension, int value) {
        int gain = 0;
        for (int other = 0; other < row.length; other++) {
            if (other != dimension && row[other] >= 0) {
                Pair pair = other < dimension
                        ? new Pair(other, row[other], dimension, value)
                        : new Pair(dimension, value, other, row[other]);
                gain += open.contains(pair) ? 1 : 0;
            }
        }
        return gain;
    }
}
