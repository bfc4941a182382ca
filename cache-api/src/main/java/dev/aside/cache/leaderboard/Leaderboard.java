package dev.aside.cache.leaderboard;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A leaderboard: members with scores, in an order, in one or more periods that end.
 *
 * <pre>{@code
 * Leaderboard arcade = aside.leaderboard("arcade").score(ScoreRule.BEST).period(Period.weekly(zone, DayOfWeek.MONDAY)).build();
 * Submission result = arcade.submit("ada", 4_200);
 * long rank = result.first().standing().rank();
 * Page top = arcade.top(10);
 * }</pre>
 *
 * <p>Queries on the board itself are on its first period, the one that is running; {@link #ranking} gives others. A board is a
 * projection: the truth is in the database that knows each score, and {@link #rebuild} makes the board anew from it.
 *
 * <p>Made by Aside alone: a later version may add methods.
 */
public interface Leaderboard extends Ranking {

    /** The most of the best that listeners are told of. */
    int MAXIMUM_WATCHED = 100;

    /**
     * Returns the name, which is unique within its {@code Aside}.
     *
     * @return the name
     */
    String name();

    /**
     * Returns what the board is.
     *
     * @return its definition
     */
    BoardDefinition definition();

    /**
     * Submits a score that was reached now.
     *
     * @param member whose it is
     * @param score the score, a whole number of the board's smallest unit
     * @return what it has done in each period, of one moment
     * @throws IllegalArgumentException if the name or the score is not allowed
     * @throws dev.aside.cache.CacheUnavailableException if the server does not answer: it may have counted all the same. Submitting
     *     it again counts once where the score has an operation's id, and changes nothing where the board does not sum up
     */
    Submission submit(String member, long score);

    /**
     * Submits a score. It counts in all periods of its time in one atomic step, and once where it has an operation's id.
     *
     * @param score the score
     * @return what it has done in each period, of one moment
     * @throws IllegalArgumentException if its time is not yet, or its operation has been used for another submission
     * @throws LeaderboardUnsupportedException if neighbours are asked for and the backend cannot tell them
     * @throws dev.aside.cache.CacheUnavailableException as for {@link #submit(String, long)}
     */
    Submission submit(Score score);

    /**
     * Submits scores in one go, each by itself and in their order.
     *
     * @param scores the scores
     * @return what has become of each
     * @throws IllegalArgumentException as for {@link #submit(Score)}, before any of them is sent, but for reused operations
     * @throws dev.aside.cache.CacheUnavailableException if the server does not answer one of them; others may count all the same
     */
    List<Submission> submitAll(List<Score> scores);

    /**
     * Removes a member from all periods, those archived too, in one atomic step. It may come again.
     *
     * @param member who
     * @return whether it stood in any
     */
    boolean remove(String member);

    /**
     * Removes a member from all periods, those archived too, and refuses what it submits from then on.
     *
     * @param member who
     * @return whether it stood in any
     */
    boolean ban(String member);

    /**
     * Lets a member submit again.
     *
     * @param member who
     * @return whether it was banned
     */
    boolean unban(String member);

    /**
     * Returns the ranking of a period: of the one that is running when it is asked, or of the last there was.
     *
     * @param period a period of the board
     * @return its ranking
     * @throws IllegalArgumentException if the board has no such period
     */
    Ranking ranking(Period period);

    /**
     * Returns the ranking of the period that was running at a time: it can be read until it has been archived for as long as the
     * board was built to, and is empty after that.
     *
     * @param period a period of the board
     * @param at an instant in it
     * @return its ranking
     * @throws IllegalArgumentException if the board has no such period, or not at that time
     */
    Ranking ranking(Period period, Instant at);

    /**
     * Tells a listener of the best of the first period now and whenever they change; of several changes within a quarter of a second
     * it tells once.
     *
     * @param most how many of the best, 1 to {@value #MAXIMUM_WATCHED}
     * @param listener told on a thread of the executor, one call after another; what it throws is logged
     * @return what ends it
     */
    AutoCloseable onTop(int most, Consumer<Page> listener);

    /**
     * Begins to make the board anew from what the database knows. The board goes on meanwhile as it is, and takes submissions; these are
     * in the new one too. Scores that sum up need operations' ids, both in what is submitted and in what is added here, or they
     * would count twice.
     *
     * @return what takes the scores
     * @throws IllegalStateException if the board is being rebuilt already, by whatever node
     */
    Rebuild rebuild();

    /**
     * Returns a decimal score as the board counts it.
     *
     * @param score such as 12.34
     * @return such as 1234, where the board has two decimals
     * @throws IllegalArgumentException if it has more decimals than the board, or is beyond what is exact
     */
    long scaled(BigDecimal score);

    /**
     * Returns a decimal score as the board counts it. The shortest decimal that is read as this number is meant: 0.1 is a tenth.
     *
     * @param score such as 12.34; minus zero is zero
     * @return such as 1234, where the board has two decimals
     * @throws IllegalArgumentException if it is not a number, is infinite, has more decimals than the board, or is beyond what is exact
     */
    long scaled(double score);

    /**
     * Returns what a score of this board is with its point.
     *
     * @param score such as 1234
     * @return such as 12.34, where the board has two decimals
     */
    BigDecimal unscaled(long score);

    /**
     * Returns the counts.
     *
     * @return counts as of now
     */
    LeaderboardStats stats();
}
