package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.Digest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a board, as one item.
 *
 * @param mark when it was begun, or last put in the place of another, in microseconds: the later, the more
 * @param digest of its definition
 * @param definition its text
 * @param live what is read
 * @param build what is being built, or null
 * @param claimMillis until when the build is not taken for dead
 * @param isRebuilt whether what is read has been built from what a database knows
 * @param isLost whether something was lost before what is read began
 * @param begun the windows that somebody has submitted to
 */
record Charter(
        long mark,
        Digest digest,
        String definition,
        Generation live,
        @Nullable Generation build,
        long claimMillis,
        boolean isRebuilt,
        boolean isLost,
        List<Begun> begun) {

    private static final char KIND = 'm';

    /**
     * All that a board holds, but for bans.
     *
     * @param number by chance
     * @param build the number by which it is built, or has been; zero for the first
     * @param parity 0 or 1; the next has the other
     * @param nodes which nodes there were when it began
     */
    record Generation(long number, long build, int parity, long nodes) {

        static final Generation NONE = new Generation(0, 0, 0, 0);

        Generation next(long other, long by, long on) {
            return new Generation(other, by, 1 - parity, on);
        }
    }

    /** A window that has a sheet. */
    record Begun(long generation, int period, long startMillis, long expiresMillis) {

        static Begun of(long generation, BoardWindow window) {
            return new Begun(generation, window.period(), window.startMillis(), window.expiresMillis());
        }

        boolean isOf(long other, BoardWindow window) {
            return generation == other && period == window.period() && startMillis == window.startMillis();
        }
    }

    /** Returns that of a board that begins. */
    static Charter of(long mark, Digest digest, String definition, Generation first, boolean isLost) {
        return new Charter(mark, digest, definition, first, null, 0, false, isLost, List.of());
    }

    static @Nullable Charter read(@Nullable Item item) {
        return BoardInput.read(
                item,
                KIND,
                in -> new Charter(
                        in.number(),
                        in.digest(),
                        in.text(),
                        generation(in),
                        in.flag() ? generation(in) : null,
                        in.number(),
                        in.flag(),
                        in.flag(),
                        in.all(() -> new Begun(in.number(), (int) in.count(), in.number(), in.number()))));
    }

    private static Generation generation(BoardInput in) {
        return new Generation(in.number(), in.number(), (int) in.count(), in.number());
    }

    byte[] write() {
        BoardOutput out = new BoardOutput(KIND).number(mark).digest(digest).text(definition);
        write(out, live);
        out.flag(build != null);
        if (build != null) {
            write(out, build);
        }
        out.number(claimMillis).flag(isRebuilt).flag(isLost).count(begun.size());
        for (Begun one : begun) {
            out.number(one.generation()).count(one.period());
            out.number(one.startMillis()).number(one.expiresMillis());
        }
        return out.done();
    }

    private static void write(BoardOutput out, Generation generation) {
        out.number(generation.number())
                .number(generation.build())
                .count(generation.parity())
                .number(generation.nodes());
    }

    /** Returns what is being built, unless it is to be taken for dead. */
    Generation building(long nowMillis) {
        return build != null && claimMillis > nowMillis ? build : Generation.NONE;
    }

    Generation generation(long number) {
        return build != null && build.number() == number ? build : live;
    }

    boolean hasBegun(long generation, BoardWindow window) {
        return begun.stream().anyMatch(one -> one.isOf(generation, window));
    }

    /** Returns it with a window that begins, and without those that nobody can read any more. */
    Charter begins(Begun window, long nowMillis) {
        List<Begun> all = Stream.concat(begun.stream(), Stream.of(window))
                .filter(one -> one.expiresMillis() > nowMillis)
                .distinct()
                .toList();
        return new Charter(mark, digest, definition, live, build, claimMillis, isRebuilt, isLost, all);
    }

    /** Returns it with another build, with a claim that is longer, or with none. */
    Charter builds(@Nullable Generation other, long untilMillis) {
        List<Begun> kept = build == null || build.equals(other) ? begun : of(live);
        return new Charter(mark, digest, definition, live, other, untilMillis, isRebuilt, isLost, kept);
    }

    /** Returns it with what was built as what is read. */
    Charter swaps(Generation built, boolean isIncomplete, long nowMicros) {
        long later = Math.max(mark + 1, nowMicros);
        return new Charter(later, digest, definition, built, null, 0, true, isIncomplete, of(built));
    }

    private List<Begun> of(Generation generation) {
        return begun.stream()
                .filter(one -> one.generation() == generation.number())
                .toList();
    }

    Charter loses() {
        return new Charter(mark, digest, definition, live, build, claimMillis, isRebuilt, true, begun);
    }
}
