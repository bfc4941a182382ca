package dev.aside.cache.local;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardWindow;
import java.util.HashSet;
import java.util.Set;

/** What holds for all generations of a board: what it is, who is banned, and which windows are closed. */
final class BoardLaw {

    final BoardDefinition definition;
    final BoardRules rules;
    final long keepOperationsMillis;
    final Set<String> banned = new HashSet<>();
    final WindowEnds ends = new WindowEnds();

    BoardLaw(BoardSpec spec) {
        this.definition = spec.definition();
        this.rules = new BoardRules(definition);
        this.keepOperationsMillis = spec.keepOperationsMillis();
    }

    /** Returns whether a window refuses what is submitted: where it takes what is closed, once it has expired. */
    boolean isClosed(BoardWindow window, boolean takesClosed, long nowMillis) {
        return takesClosed
                ? window.expiresMillis() <= nowMillis
                : window.closesMillis() <= nowMillis || ends.isClosed(window);
    }
}
