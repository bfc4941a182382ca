package dev.aside;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.engine.leaderboard.BoardOptions;
import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.PeriodEnd;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.TieRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Builds a {@link Leaderboard}. Each setting may be made once, but for those that add something. What a board is, all but the last four
 * settings here, is recorded with it when it is used first, and cannot be changed after that: a board that is to be another has another
 * name. A span may be as long as ten years; longer ones are taken as ten years.
 *
 * <p>Not safe for use by many threads.
 */
public final class LeaderboardBuilder {

    /** Longer than a submission is under way: what is submitted at midnight must not be refused for having been sent before it. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration ARCHIVE = Duration.ofDays(90);
    private static final Duration OPERATIONS = Duration.ofDays(1);
    private static final Duration OPERATION = Duration.ofMillis(100);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final Leaderboards boards;
    private final String name;
    private final Settings settings;
    private final List<Period> periods = new ArrayList<>();

    LeaderboardBuilder(Leaderboards boards, String name) {
        this.boards = boards;
        this.name = name;
        this.settings = new Settings(name);
    }

    private LeaderboardBuilder set(BoardKnob knob, Object value) {
        settings.set(knob, value);
        return this;
    }

    /**
     * Sets which scores are ahead. By default {@link ScoreOrder#HIGHEST_FIRST}.
     *
     * @param order which
     * @return this
     */
    public LeaderboardBuilder order(ScoreOrder order) {
        return set(BoardKnob.ORDER, order);
    }

    /**
     * Sets which of a member's scores counts. By default {@link ScoreRule#BEST}.
     *
     * @param rule which
     * @return this
     */
    public LeaderboardBuilder score(ScoreRule rule) {
        return set(BoardKnob.SCORE, rule);
    }

    /**
     * Sets who is ahead among those with the same score. By default {@link TieRule#FIRST}.
     *
     * @param rule who
     * @return this
     */
    public LeaderboardBuilder ties(TieRule rule) {
        return set(BoardKnob.TIES, rule);
    }

    /**
     * Sets how ranks are counted. By default {@link RankStyle#ORDINAL}.
     *
     * @param style how
     * @return this
     */
    public LeaderboardBuilder ranks(RankStyle style) {
        return set(BoardKnob.RANKS, style);
    }

    /**
     * Adds a period. By default there is one, {@link Period#allTime()}. Submissions count in each of them, in one atomic step where the
     * backend has such; queries on the board itself are on the first.
     *
     * @param period a period; up to {@link BoardDefinition#MAXIMUM_PERIODS}
     * @return this
     */
    public LeaderboardBuilder period(Period period) {
        periods.add(Objects.requireNonNull(period, "period"));
        return this;
    }

    /**
     * Bounds how many members of each period are kept: the best. By default all are. Not with {@link ScoreRule#SUM}. Who is cut off is
     * forgotten, and so is what has been submitted; who stands stays, also where a score that counts is worse than the one before.
     *
     * @param most at least 1
     * @return this
     */
    public LeaderboardBuilder maximumMembers(long most) {
        return set(BoardKnob.MAXIMUM_MEMBERS, most);
    }

    /**
     * Sets for how long after the end of a period submissions are taken that were reached in it. By default 10 seconds.
     *
     * @param span zero or more; with zero, what is under way when a period ends is refused
     * @return this
     */
    public LeaderboardBuilder grace(Duration span) {
        return set(BoardKnob.GRACE, span);
    }

    /**
     * Sets for how long a period can be read after it is closed. By default 90 days.
     *
     * @param span zero or more; with the grace, up to 400 times as long as the period
     * @return this
     */
    public LeaderboardBuilder archive(Duration span) {
        return set(BoardKnob.ARCHIVE, span);
    }

    /**
     * Sets how many of a score's digits are behind the point. By default none. Scores are submitted as whole numbers all the same, which
     * {@link Leaderboard#scaled(double)} makes.
     *
     * @param digits 0 to 15
     * @return this
     */
    public LeaderboardBuilder decimals(int digits) {
        return set(BoardKnob.DECIMALS, digits);
    }

    /**
     * Sets for how long operations' ids are remembered. By default a day. All nodes of a board should have the same.
     *
     * @param span at least a millisecond
     * @return this
     */
    public LeaderboardBuilder rememberOperations(Duration span) {
        return set(BoardKnob.REMEMBER_OPERATIONS, span);
    }

    /**
     * Sets how old a first page may be that this process answers by itself. By default 250 milliseconds, or zero where the backend is in
     * this process. Zero has every call ask the server.
     *
     * @param age zero or more
     * @return this
     */
    public LeaderboardBuilder topAge(Duration age) {
        return set(BoardKnob.TOP_AGE, age);
    }

    /**
     * Sets who is told of periods that have ended, when their grace has passed: at least once of each in which somebody has stood, by
     * whichever node finds them, within some seconds. The period is closed exactly once, whoever is told. What the listener throws has it
     * told again, and so may a listener that takes longer than a minute, or a rebuild of a board that its server has lost.
     *
     * @param listener the listener, called by the executor
     * @return this
     */
    public LeaderboardBuilder onPeriodEnd(Consumer<PeriodEnd> listener) {
        return set(BoardKnob.ON_PERIOD_END, listener);
    }

    /**
     * Sets how long a call waits for the server. By default 100 milliseconds.
     *
     * @param timeout at least a millisecond
     * @return this
     */
    public LeaderboardBuilder operationTimeout(Duration timeout) {
        return set(BoardKnob.OPERATION_TIMEOUT, timeout);
    }

    /**
     * Builds the board. Asks no server: whether it is recorded with this definition, the first call finds out.
     *
     * @return the board, which its {@code Aside} closes
     * @throws CacheConfigurationException if settings contradict each other, the backend cannot do what they ask for, or there is a
     *     leaderboard of this name already
     */
    public Leaderboard build() {
        return boards.build(new BoardOptions(
                name,
                definition(),
                settings.span(BoardKnob.REMEMBER_OPERATIONS, MILLI, OPERATIONS),
                settings.span(BoardKnob.TOP_AGE, Duration.ZERO),
                settings.span(BoardKnob.OPERATION_TIMEOUT, MILLI, OPERATION),
                settings.get(BoardKnob.ON_PERIOD_END)));
    }

    private BoardDefinition definition() {
        boolean isBounded = settings.has(BoardKnob.MAXIMUM_MEMBERS);
        return new BoardDefinition(
                settings.get(BoardKnob.ORDER, ScoreOrder.HIGHEST_FIRST),
                settings.get(BoardKnob.SCORE, ScoreRule.BEST),
                settings.get(BoardKnob.TIES, TieRule.FIRST),
                settings.get(BoardKnob.RANKS, RankStyle.ORDINAL),
                periods.isEmpty() ? List.of(Period.allTime()) : periods,
                isBounded ? settings.atLeast(BoardKnob.MAXIMUM_MEMBERS, 1, 1) : 0,
                settings.span(BoardKnob.GRACE, Duration.ZERO, GRACE),
                settings.span(BoardKnob.ARCHIVE, Duration.ZERO, ARCHIVE),
                Math.toIntExact(settings.atLeast(BoardKnob.DECIMALS, 0, 0)));
    }
}
