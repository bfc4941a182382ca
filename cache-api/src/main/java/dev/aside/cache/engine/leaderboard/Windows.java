package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.spi.BoardWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which windows of a board are when. The ones of now are kept: to ask a calendar costs more than all the rest. */
final class Windows {

    /** How far clocks may be ahead of the server's: scores of later times are a mistake. */
    static final Duration AHEAD = Duration.ofMinutes(1);

    private static final Instant LATEST = Instant.ofEpochMilli(BoardWindow.FOREVER);
    private static final Instant EARLIEST = Instant.ofEpochMilli(-BoardWindow.FOREVER);

    private final BoardDefinition definition;
    private final LongSupplier clock;
    private final AtomicReferenceArray<@Nullable BoardWindow> running;

    Windows(BoardDefinition definition, LongSupplier clock) {
        this.definition = definition;
        this.clock = clock;
        this.running = new AtomicReferenceArray<>(definition.periods().size());
    }

    /** @throws IllegalArgumentException if the board has no such period */
    int index(Period period) {
        int index = definition.periods().indexOf(period);
        if (index < 0) {
            throw new IllegalArgumentException("the board has no period " + period + ", only " + definition.periods());
        }
        return index;
    }

    /** The windows that a score counts in; null where a period has none then. */
    List<@Nullable BoardWindow> of(@Nullable Instant at) {
        List<@Nullable BoardWindow> all = new ArrayList<>();
        for (int period = 0; period < definition.periods().size(); period++) {
            all.add(at == null ? running(period) : at(period, at));
        }
        return all;
    }

    /** The windows that a score of long ago counts in, if they can still be read. */
    List<@Nullable BoardWindow> readable(@Nullable Instant at) {
        long now = clock.getAsLong();
        List<@Nullable BoardWindow> all = of(at);
        all.replaceAll(window -> window == null || window.expiresMillis() <= now ? null : window);
        return all;
    }

    /** The windows that can be read, and those that begin so soon that somebody may have submitted to them. */
    List<BoardWindow> readable() {
        long now = clock.getAsLong();
        List<BoardWindow> all = new ArrayList<>(BoardWindow.readable(definition, now));
        for (int period = 0; period < definition.periods().size(); period++) {
            addSoon(all, period, now);
        }
        return all;
    }

    private void addSoon(List<BoardWindow> all, int period, long now) {
        long until = now + AHEAD.toMillis();
        BoardWindow next = BoardWindow.at(definition, period, until);
        while (next != null && next.startMillis() > now) {
            all.add(next);
            next = BoardWindow.at(definition, period, next.startMillis() - 1);
        }
    }

    /** The window of a time, or null if the period has none then, or it is no time of a board. */
    @Nullable
    BoardWindow at(int period, Instant at) {
        return at.isBefore(EARLIEST) || at.isAfter(LATEST)
                ? null
                : BoardWindow.at(definition, period, at.toEpochMilli());
    }

    /** The window of now, or null if the period has none now. */
    @Nullable
    BoardWindow running(int period) {
        long now = clock.getAsLong();
        BoardWindow kept = running.get(period);
        if (kept != null && kept.startMillis() <= now && now < kept.endMillis()) {
            return kept;
        }
        BoardWindow window = BoardWindow.at(definition, period, now);
        if (window != null) {
            running.set(period, window);
        }
        return window;
    }

    /** The window of now, or the last before it, or null if none has begun. */
    @Nullable
    BoardWindow latest(int period) {
        BoardWindow window = running(period);
        return window != null ? window : BoardWindow.latest(definition, period, clock.getAsLong());
    }

    /** Returns whether a score's time is not yet: such a score nobody could remove until then. */
    boolean isNotYet(@Nullable Instant at) {
        return at != null && at.isAfter(Instant.ofEpochMilli(clock.getAsLong()).plus(AHEAD));
    }
}
