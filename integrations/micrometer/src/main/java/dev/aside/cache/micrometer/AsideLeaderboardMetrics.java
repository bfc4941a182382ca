package dev.aside.cache.micrometer;

import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.LeaderboardStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Binds the counts of one leaderboard, which a registry polls: {@code leaderboard.submissions} and {@code leaderboard.queries} (by
 * {@code result}), {@code leaderboard.periods.ended} and {@code leaderboard.unavailable}. {@link AsideMetrics} does this for every board
 * of an {@code Aside}.
 *
 * <p>The board is referred to weakly. <b>Thread-safety:</b> safe for use by many threads. Binding twice changes nothing.
 */
public final class AsideLeaderboardMetrics implements MeterBinder {

    private final Leaderboard board;
    private final Tags tags;

    /**
     * Creates the binder; {@link #bindTo} binds.
     *
     * @param board the board, whose name becomes the tag {@code board}
     * @param tags further tags of all its meters
     */
    public AsideLeaderboardMetrics(Leaderboard board, Iterable<Tag> tags) {
        this.board = Objects.requireNonNull(board, "board");
        this.tags = Tags.concat(tags, "board", board.name());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        String submissions =
                "The submissions by what they have done: counted, changed nothing, been refused, or been made before.";
        result(registry, "leaderboard.submissions", submissions, "applied", LeaderboardStats::applied);
        result(registry, "leaderboard.submissions", submissions, "unchanged", AsideLeaderboardMetrics::unchanged);
        result(registry, "leaderboard.submissions", submissions, "refused", LeaderboardStats::refused);
        result(registry, "leaderboard.submissions", submissions, "repeated", LeaderboardStats::repeated);
        String queries = "The queries by who answered: near is this process, far the server.";
        result(registry, "leaderboard.queries", queries, "near", LeaderboardStats::nearHits);
        result(registry, "leaderboard.queries", queries, "far", stats -> stats.queries() - stats.nearHits());
        counter("leaderboard.periods.ended", "The periods whose end was told.", LeaderboardStats::ended)
                .register(registry);
        counter("leaderboard.unavailable", "The calls that the server did not answer.", LeaderboardStats::unavailable)
                .register(registry);
    }

    private static long unchanged(LeaderboardStats stats) {
        return Math.max(0, stats.submitted() - stats.applied() - stats.refused() - stats.repeated());
    }

    private void result(
            MeterRegistry registry,
            String name,
            String description,
            String result,
            ToLongFunction<LeaderboardStats> count) {
        counter(name, description, count).tag("result", result).register(registry);
    }

    private FunctionCounter.Builder<Leaderboard> counter(
            String name, String description, ToLongFunction<LeaderboardStats> count) {
        FunctionCounter.Builder<Leaderboard> builder =
                FunctionCounter.builder(name, board, some -> count.applyAsLong(some.stats()));
        return builder.description(description).tags(tags);
    }
}
