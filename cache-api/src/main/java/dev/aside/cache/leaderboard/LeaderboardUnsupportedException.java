package dev.aside.cache.leaderboard;

import dev.aside.cache.CacheException;

/** The backend of the board cannot do this. Nothing was asked of it. */
public final class LeaderboardUnsupportedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the board's name, and what is not possible
     */
    public LeaderboardUnsupportedException(String message) {
        super(message, null, false);
    }
}
