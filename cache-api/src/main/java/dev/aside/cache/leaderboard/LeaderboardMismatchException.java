package dev.aside.cache.leaderboard;

import dev.aside.cache.CacheException;

/** The board is recorded with another definition. Nothing was changed. */
public final class LeaderboardMismatchException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the board's name, and both definitions
     */
    public LeaderboardMismatchException(String message) {
        super(message, null, false);
    }
}
