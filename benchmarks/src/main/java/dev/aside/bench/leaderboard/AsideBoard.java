package dev.aside.bench.leaderboard;

import dev.aside.Aside;
import dev.aside.LeaderboardBuilder;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.CacheBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Ours.
 *
 * @param aside owns the board
 * @param board the board
 */
record AsideBoard(Aside aside, Leaderboard board) implements Board {
    /** Longer than any pause of a busy machine: a call that is not answered would end the run. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** By the defaults, but for how long a call may take. */
    static AsideBoard byDefaults(CacheBackend backend) {
        return with(backend, board -> board);
    }

    /** With what a sorted set alone does: ties are broken by name, and no page is kept. */
    static AsideBoard plain(CacheBackend backend) {
        return with(backend, board -> board.ties(TieRule.MEMBER).topAge(Duration.ZERO));
    }

    private static AsideBoard with(CacheBackend backend, UnaryOperator<LeaderboardBuilder> options) {
        Aside aside = Aside.builder().backend(backend).build();
        LeaderboardBuilder board = aside.leaderboard("bench").operationTimeout(PATIENCE);
        return new AsideBoard(aside, options.apply(board).build());
    }

    @Override
    public long submit(String member, long score) {
        Standing standing = board.submit(member, score).first().standing();
        return Objects.requireNonNull(standing).rank();
    }

    @Override
    public int around(String member) {
        return board.around(member, EACH).size();
    }

    @Override
    public int top(int most) {
        return board.top(most).standings().size();
    }

    @Override
    public void submitAll(Map<String, Long> scores) {
        List<Score> all = scores.entrySet().stream()
                .map(one -> Score.of(one.getKey(), one.getValue()))
                .toList();
        if (board.submitAll(all).stream().anyMatch(one -> !one.isApplied())) {
            throw new IllegalStateException("A better score does not count");
        }
    }

    @Override
    public long rank(String member) {
        return Objects.requireNonNull(board.standing(member)).rank();
    }

    @Override
    public void close() {
        aside.close();
    }
}
