package dev.aside.cache.local;

import dev.aside.cache.spi.BoardWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which windows are to be told of when they end, who is about to, and which are closed for good. What was told is remembered for as long as
 * the window can be read; what was not, for a week longer, as nobody may ever ask. Guarded by the board's lock.
 */
final class WindowEnds {

    private static final long UNTOLD_MILLIS = Duration.ofDays(7).toMillis();
    private static final Comparator<End> BY_TIME = Comparator.comparingLong((End end) -> end.window.closesMillis())
            .thenComparingInt(end -> end.window.period());

    private final Map<WindowName, End> ends = new HashMap<>();

    private static final class End {
        final BoardWindow window;
        long claimedUntilMillis = Long.MIN_VALUE;
        boolean isClosed;
        boolean isTold;

        End(BoardWindow window) {
            this.window = window;
        }

        boolean isToBeTold(long nowMillis) {
            return !isTold && window.closesMillis() <= nowMillis && claimedUntilMillis <= nowMillis;
        }

        boolean isOver(long nowMillis) {
            long expires = window.expiresMillis();
            return isTold ? expires <= nowMillis : expires <= nowMillis - UNTOLD_MILLIS;
        }
    }

    boolean isEmpty() {
        return ends.isEmpty();
    }

    /** Notes a window that has got its first member. */
    void register(BoardWindow window) {
        if (window.endMillis() < BoardWindow.FOREVER) {
            ends.computeIfAbsent(WindowName.of(window), name -> new End(window));
        }
    }

    boolean isClosed(BoardWindow window) {
        End end = ends.get(WindowName.of(window));
        return end != null && end.isClosed;
    }

    List<BoardWindow> take(int most, long claimMillis, long nowMillis) {
        List<End> due = ends.values().stream()
                .filter(end -> end.isToBeTold(nowMillis))
                .sorted(BY_TIME)
                .limit(most)
                .toList();
        List<BoardWindow> taken = new ArrayList<>();
        for (End end : due) {
            end.isClosed = true;
            end.claimedUntilMillis = nowMillis + claimMillis;
            taken.add(end.window);
        }
        return taken;
    }

    /** Returns whether it had not been told. */
    boolean told(BoardWindow window) {
        End end = ends.computeIfAbsent(WindowName.of(window), name -> new End(window));
        boolean isFirst = !end.isTold;
        end.isTold = true;
        return isFirst;
    }

    void forget(long nowMillis) {
        ends.values().removeIf(end -> end.isOver(nowMillis));
    }

    void clear() {
        ends.clear();
    }
}
