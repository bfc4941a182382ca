package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.spi.BoardWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which windows of a board are when. The ones of now are kept: to ask a calendar costs more than all the rest. */
final class Windows {

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

    List<BoardWindow> readable() {
        return BoardWindow.readable(definition, clock.getAsLong());
    }

    @Nullable
    BoardWindow at(int period, Instant at) {
        return BoardWindow.at(definition, period, at.toEpochMilli());
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

    Instant now() {
        return Instant.ofEpochMilli(clock.getAsLong());
    }
}
