package dev.aside.bench.leaderboard;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Who is on a board, and what they have: the same members with the same scores for everybody. Each thread raises the scores of its own
 * share of them, so that every submission is an improvement and moves its member by some places, whatever has been submitted before.
 */
final class Members {
    private static final long SEED = 20_261_129;

    /** Scores are spread so wide that few members share one. */
    private static final int SPREAD = 1_000;

    private static final int SHARES = 8;
    private static final int FILLED_AT_ONCE = 500;

    private final String[] names;
    private final long[] scores;

    /** @param count how many, a multiple of eight */
    Members(int count) {
        Random random = new Random(SEED);
        names = IntStream.range(0, count)
                .mapToObj(number -> "player:" + (10_000_000 + number))
                .toArray(String[]::new);
        scores = random.longs(count, 0, (long) count * SPREAD).toArray();
    }

    int count() {
        return names.length;
    }

    String name(int member) {
        return names[member];
    }

    /** Returns the rank of a member, counted: ties, which are rare, apart. */
    long rank(int member) {
        return 1 + Arrays.stream(scores).filter(score -> score > scores[member]).count();
    }

    /** Draws any of them. */
    int any(Random random) {
        return random.nextInt(names.length);
    }

    /** Draws one of a thread's own. */
    int own(int thread, Random random) {
        return random.nextInt(names.length / SHARES) * SHARES + thread % SHARES;
    }

    /** Returns a better score than the member has, which it has from now on. By the thread whose own it is. */
    long raise(int member, Random random) {
        scores[member] += 1 + random.nextInt(names.length / 10 * SPREAD);
        return scores[member];
    }

    /** Puts all of them on a board. */
    void fill(Board board) {
        for (int from = 0; from < names.length; from += FILLED_AT_ONCE) {
            Map<String, Long> some = new LinkedHashMap<>();
            for (int member = from; member < Math.min(names.length, from + FILLED_AT_ONCE); member++) {
                some.put(names[member], scores[member]);
            }
            board.submitAll(some);
        }
    }
}
