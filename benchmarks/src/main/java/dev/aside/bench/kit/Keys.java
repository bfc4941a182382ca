package dev.aside.bench.kit;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The keys of a run and the order in which they are asked for: strings of 21 characters, by a Zipf law of exponent 0.99, the same for
 * every subject. The popular keys are scattered over the order of filling, as they are in life.
 */
public final class Keys {
    /** Enough draws that most keys are among them; a power of two in all. */
    private static final int DRAWS_A_KEY = 8;

    private static final double EXPONENT = 0.99;
    private static final long SEED = 20_261_125;

    private final List<String> all;
    private final String[] drawn;

    private Keys(List<String> all, String[] drawn) {
        this.all = all;
        this.drawn = drawn;
    }

    /**
     * Makes them, the same each time.
     *
     * @param entries how many keys
     * @return the keys and their order
     */
    public static Keys zipf(int entries) {
        List<String> all = IntStream.range(0, entries)
                .mapToObj(number -> String.format(Locale.ROOT, "user:profile:%08d", number))
                .toList();
        return new Keys(all, draw(all));
    }

    private static String[] draw(List<String> all) {
        Random random = new Random(SEED);
        String[] byRank = all.toArray(String[]::new);
        Collections.shuffle(Arrays.asList(byRank), random);
        double[] upTo = new double[byRank.length];
        double sum = 0;
        for (int rank = 0; rank < upTo.length; rank++) {
            sum += 1 / Math.pow(rank + 1, EXPONENT);
            upTo[rank] = sum;
        }
        String[] drawn = new String[Integer.highestOneBit(DRAWS_A_KEY * all.size() - 1) << 1];
        for (int draw = 0; draw < drawn.length; draw++) {
            int found = Arrays.binarySearch(upTo, random.nextDouble() * sum);
            drawn[draw] = byRank[found < 0 ? -found - 1 : found];
        }
        return drawn;
    }

    /**
     * The keys.
     *
     * @return each once
     */
    public List<String> all() {
        return all;
    }

    /**
     * What the caches are bounded by: twice the keys, so that every read is a hit and the bound's bookkeeping is paid all the same.
     *
     * @return a number of entries
     */
    public int bound() {
        return 2 * all.size();
    }

    /**
     * The order in which they are asked for.
     *
     * @return keys, a power of two of them; not to be changed
     */
    public String[] drawn() {
        return drawn;
    }
}
