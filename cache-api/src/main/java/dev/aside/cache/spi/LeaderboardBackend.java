package dev.aside.cache.spi;

import dev.aside.cache.leaderboard.RankStyle;
import java.util.Set;

/** The ability of a backend to keep leaderboards, found by {@link CacheBackend#find}. */
public interface LeaderboardBackend {

    /** What a backend may be able to do beyond the best, and one's own score. */
    enum Ability {
        /** Ranks are exact for every member; without it, those of pages are, and others are told with their error. */
        EXACT_RANK,
        /** It tells who is around a member, and walks through all pages. */
        AROUND,
        /** It claims ends of periods, so that they are told once. */
        PERIOD_ENDS
    }

    /**
     * Returns what it can do.
     *
     * @return the abilities; they do not change, and are known without asking a server
     */
    Set<Ability> abilities();

    /**
     * Returns whether other processes may have the same boards.
     *
     * @return whether they are shared; it does not change
     */
    default boolean isShared() {
        return true;
    }

    /**
     * Returns in which styles it counts ranks.
     *
     * @return the styles
     */
    default Set<RankStyle> styles() {
        return Set.of(RankStyle.values());
    }

    /**
     * Returns how many of the best it keeps in order, where it cannot keep all.
     *
     * @return how many
     */
    default int longestTop() {
        return Integer.MAX_VALUE;
    }

    /**
     * Opens a leaderboard. Asks no server.
     *
     * @param spec the board
     * @param runtime time, threads and chance
     * @return the board, which the caller closes
     */
    BoardStore open(BoardSpec spec, CacheRuntime runtime);
}
