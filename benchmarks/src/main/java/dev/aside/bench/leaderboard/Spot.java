package dev.aside.bench.leaderboard;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is done on boards in this process, and how large they are.
 *
 * @param deed what is done
 * @param count how many members
 * @param threads how many threads
 * @param locals on whose boards
 */
record Spot(LocalLoop.Deed deed, int count, int threads, List<Local> locals) {
    private static final int CROWD = 8;

    /** A rank by many threads: the one that a key is of. */
    static Spot rank(int count, List<Local> locals) {
        return new Spot(LocalLoop.Deed.RANK, count, CROWD, locals);
    }

    static Spot submit(int count, List<Local> locals) {
        return new Spot(LocalLoop.Deed.SUBMIT, count, CROWD, locals);
    }

    static Spot top(int count, List<Local> locals) {
        return new Spot(LocalLoop.Deed.TOP, count, CROWD, locals);
    }

    /** A rank by a single thread: how it grows with the board. */
    static Spot growth(int count, List<Local> locals) {
        return new Spot(LocalLoop.Deed.RANK, count, 1, locals);
    }

    static List<Spot> growth(List<Integer> counts, List<Local> locals) {
        return counts.stream().map(count -> growth(count, locals)).toList();
    }

    static List<Spot> all(List<Spot> some, Spot... others) {
        return Stream.concat(some.stream(), Stream.of(others)).toList();
    }

    @Override
    public String toString() {
        String what = deed.name().toLowerCase(Locale.ROOT);
        return String.format(
                Locale.ROOT, "%s of %,d, %s", what, count, threads == 1 ? "1 thread" : threads + " threads");
    }
}
