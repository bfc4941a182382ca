package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What steps on a board work with.
 *
 * @param asks asks the nodes
 * @param charters knows what is recorded of the board
 * @param names what its items are called
 * @param rules what becomes of scores
 * @param size how much a sheet holds
 * @param spec what the board is
 * @param runtime time, threads and chance
 */
record BoardTools(
        Asks asks,
        Charters charters,
        BoardNames names,
        BoardRules rules,
        SheetSize size,
        BoardSpec spec,
        CacheRuntime runtime) {

    /** Whoever loses as often against others does it no more. */
    static final int TRIES = 40;

    /** From then on there is a pause between two tries, by chance, so that all do not come at once again. */
    private static final int IMPATIENT = 3;

    private static final int LONGEST_PAUSE_MILLIS = 8;

    /** After so many tries more the pauses are twice as long: where all are slow, those who lose would only make them slower. */
    private static final int DOUBLED_AFTER = 6;

    long nowMillis() {
        return runtime.wallClock().millis();
    }

    long nowMicros() {
        return BoardRules.micros(runtime.wallClock().instant());
    }

    /** Returns what a server is told so that it keeps what belongs to a window. */
    int seconds(BoardWindow window) {
        return window.expiresMillis() >= BoardWindow.FOREVER
                ? Life.FOR_EVER
                : Life.seconds(window.expiresMillis(), nowMillis());
    }

    @Nullable
    Sheet sheet(@Nullable Item item) {
        return Sheet.read(rules, size, item);
    }

    Ranks ranks(Sheet sheet) {
        return new Ranks(sheet, spec.definition().style());
    }

    /** Has somebody who has lost against others try again, soon. */
    CompletableFuture<Boolean> pause(int tries) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        if (tries >= TRIES) {
            return Stop.with(Failures.notApplied("others were faster"));
        } else if (tries < IMPATIENT) {
            over.complete(true);
        } else {
            long millis = 1 + runtime.random().nextLong((long) LONGEST_PAUSE_MILLIS << (tries / DOUBLED_AFTER));
            var unused = runtime.scheduler().schedule(() -> over.complete(true), Duration.ofMillis(millis));
        }
        return over;
    }
}
