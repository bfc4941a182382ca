package dev.aside.cache.leaderboard;

import org.jspecify.annotations.Nullable;

/**
 * Takes the scores from which a board is made anew. Closed without having been finished it leaves the board as it was.
 *
 * <pre>{@code
 * try (Rebuild rebuild = board.rebuild()) {
 *     while (rows.next()) {
 *         rebuild.add(Score.of(rows.getString("player"), rows.getLong("score")).at(rows.getTimestamp("at").toInstant()));
 *     }
 *     rebuild.finish();
 * }
 * }</pre>
 *
 * <p>Read the database after {@link Leaderboard#rebuild} has returned, and write to it before submitting: then nothing is missed.
 * Not safe for use by many threads.
 */
public interface Rebuild extends AutoCloseable {

    /**
     * Adds a score, to every period that has its time and can still be read.
     *
     * @param score the score, with its time
     * @throws IllegalArgumentException if it has no time, or one that is not yet, or no operation's id where the board sums up
     * @throws IllegalStateException as for {@link #finish}
     * @throws dev.aside.cache.CacheUnavailableException if the server does not answer; the board is as it was
     */
    void add(Score score);

    /**
     * Puts the new board in the place of the one before, at once in all periods.
     *
     * @return what has been done
     * @throws IllegalStateException if the rebuild was taken for dead, having done nothing for ten minutes, or if the server where it was
     *     begun is lost: another may lack a part; or if the board sums up and it has taken longer than operations are remembered, so
     *     that scores may be in it twice. The board is as it was
     * @throws dev.aside.cache.CacheUnavailableException if the server does not answer; the board is the one before or the new one
     */
    Report finish();

    /** Ends it; what has been added is dropped unless it was finished. Idempotent. */
    @Override
    void close();

    /**
     * What a rebuild has done.
     *
     * @param scores how many scores were added
     * @param refused how many of them count nowhere: of banned members, or of periods that cannot be read any more
     * @param before what the first period's ranking held when the rebuild began; null where the backend tells the first pages alone
     * @param after what it holds now, or null as before
     */
    record Report(
            long scores,
            long refused,
            @Nullable BoardChecksum before,
            @Nullable BoardChecksum after) {}
}
