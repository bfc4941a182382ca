package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.LeaderboardBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** What a backend's test says of its leaderboards, and what its cases are made with. */
abstract class LeaderboardContractSettings {

    private final AtomicInteger boards = new AtomicInteger();
    private final List<CacheBackend> backends = new ArrayList<>();
    private final List<BoardUnderTest> opened = new ArrayList<>();

    /** For subclasses. */
    LeaderboardContractSettings() {}

    /**
     * Makes the backend of another node, by which the same boards are reached.
     *
     * @return a new backend that finds a {@link LeaderboardBackend}; the contract closes it
     */
    protected abstract CacheBackend newBackend();

    /**
     * Returns the runtime of all nodes.
     *
     * @return always the same one
     */
    protected abstract CacheRuntime runtime();

    /**
     * Lets time pass. No case lets more pass than half a second.
     *
     * @param by how long
     */
    protected abstract void advance(Duration by);

    /**
     * Returns how many nodes there can be.
     *
     * @return two, unless the boards are in this process
     */
    protected int nodes() {
        return 2;
    }

    @BeforeAll
    void openBackends() {
        for (int i = 0; i < nodes(); i++) {
            backends.add(newBackend());
        }
    }

    @AfterAll
    void closeBackends() {
        backends.forEach(CacheBackend::close);
    }

    @AfterEach
    void closeBoards() {
        opened.forEach(BoardUnderTest::close);
        opened.clear();
    }

    private LeaderboardBackend backend(int node) {
        return backends.get(node).find(LeaderboardBackend.class).orElseThrow();
    }

    final boolean can(LeaderboardBackend.Ability ability) {
        return backend(0).abilities().contains(ability);
    }

    /** A case that needs more than the backend can do is not for it. */
    final void need(LeaderboardBackend.Ability ability) {
        Assumptions.assumeTrue(can(ability), () -> "the backend has no " + ability);
    }

    final List<RankStyle> styles() {
        return backend(0).styles().stream().sorted().toList();
    }

    final int longestTop() {
        return backend(0).longestTop();
    }

    final BoardUnderTest board() {
        return board(kind -> kind);
    }

    /** A new board, on each node. Unless it is said, its ranks are of the first style there is. */
    final BoardUnderTest board(UnaryOperator<BoardKind> kind) {
        String name = "b" + Long.toHexString(runtime().newStamp()) + boards.incrementAndGet();
        return board(name, kind);
    }

    final BoardUnderTest board(String name, UnaryOperator<BoardKind> kind) {
        BoardKind wanted = kind.apply(BoardKind.usual(styles().get(0)));
        BoardSpec spec = new BoardSpec(name, wanted.definition(), wanted.keep().toMillis());
        List<BoardStore> stores = new ArrayList<>();
        for (int i = 0; i < nodes(); i++) {
            stores.add(backend(i).open(spec, runtime()));
        }
        BoardUnderTest board = new BoardUnderTest(spec.definition(), stores);
        opened.add(board);
        board.awaitAnswers();
        return board;
    }

    /** Checks a rank, which is exact or within its error. */
    final void assertRank(@Nullable Standing standing, long rank) {
        Standing some = Objects.requireNonNull(standing, "it stands");
        if (can(LeaderboardBackend.Ability.EXACT_RANK)) {
            assertThat(some.rankError()).isZero();
        }
        assertThat(Math.abs(some.rank() - rank)).isLessThanOrEqualTo(some.rankError());
    }
}
