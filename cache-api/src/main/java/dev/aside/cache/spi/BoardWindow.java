package dev.aside.cache.spi;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the times of a period of a board, such as one of its weeks. All are milliseconds since 1970, below 2^53.
 *
 * @param period which of the board's periods, from 0
 * @param startMillis its first millisecond, by which it is named
 * @param endMillis the first millisecond after it
 * @param closesMillis when nothing is taken for it any more
 * @param expiresMillis when it cannot be read any more
 */
public record BoardWindow(int period, long startMillis, long endMillis, long closesMillis, long expiresMillis) {

    /** Later than any time. */
    public static final long FOREVER = Period.Span.FOREVER_MILLIS;

    /** How often a period may go into its grace and archive: what is to be removed is removed from all that can be read. */
    public static final int MOST = 400;

    /** With the one that runs, the one that ended when the archive began, and one more where clocks were put forwards. */
    private static final int MOST_READABLE = MOST + 2;

    /**
     * Returns the window of a time.
     *
     * @param definition the board's
     * @param period which period, from 0
     * @param atMillis the time
     * @return the window, or null if the period has none then
     */
    public static @Nullable BoardWindow at(BoardDefinition definition, int period, long atMillis) {
        Period.Span span = definition.periods().get(period).at(Instant.ofEpochMilli(atMillis));
        if (span == null) {
            return null;
        }
        long end = millis(span.until());
        long closes = later(end, definition.grace().toMillis());
        return new BoardWindow(
                period,
                millis(span.from()),
                end,
                closes,
                later(closes, definition.archive().toMillis()));
    }

    /** A season may begin or end where no number of milliseconds goes. */
    private static long millis(Instant at) {
        long seconds = Math.max(-FOREVER / 1_000, Math.min(FOREVER / 1_000, at.getEpochSecond()));
        return seconds == at.getEpochSecond() ? Math.min(FOREVER, at.toEpochMilli()) : seconds * 1_000;
    }

    private static long later(long millis, long by) {
        return by >= FOREVER - millis ? FOREVER : millis + by;
    }

    /**
     * Returns all windows that have begun and can still be read.
     *
     * @param definition the board's
     * @param nowMillis the time
     * @return the windows, of each period the latest first, up to two more than {@link #MOST} of each
     */
    public static List<BoardWindow> readable(BoardDefinition definition, long nowMillis) {
        List<BoardWindow> all = new ArrayList<>();
        for (int period = 0; period < definition.periods().size(); period++) {
            addReadable(all, definition, period, nowMillis);
        }
        return all;
    }

    private static void addReadable(List<BoardWindow> all, BoardDefinition definition, int period, long nowMillis) {
        BoardWindow window = latest(definition, period, nowMillis);
        for (int i = 0; i < MOST_READABLE && window != null && window.expiresMillis > nowMillis; i++) {
            all.add(window);
            window = window.startMillis <= 0 ? null : at(definition, period, window.startMillis - 1);
        }
    }

    /**
     * Returns the window of a time, or the last one before it: a single season that is over has none then.
     *
     * @param definition the board's
     * @param period which period, from 0
     * @param nowMillis the time
     * @return the window, or null if none has begun
     */
    public static @Nullable BoardWindow latest(BoardDefinition definition, int period, long nowMillis) {
        Period.Span last = definition.periods().get(period).latest(Instant.ofEpochMilli(nowMillis));
        return last == null ? null : at(definition, period, millis(last.from()));
    }
}
