package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.CacheClosedException;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who listens to the best, where threads are few, listeners fail, and boards are closed. */
final class LeaderboardListenersTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private boolean isFull;
    private final Aside aside = Aside.builder()
            .backend(new UnsteadyBoards())
            .runtime(time.runtime(this::execute))
            .build();
    private final Leaderboard board = aside.leaderboard("arcade").build();
    private final List<Page> told = new ArrayList<>();

    private void execute(Runnable task) {
        if (isFull) {
            throw new RejectedExecutionException("full");
        }
        task.run();
    }

    @AfterEach
    void close() {
        aside.close();
    }

    private void listen(Consumer<Page> listener) {
        AutoCloseable unused = board.onTop(10, listener);
    }

    @Test
    void listener_isTold_onceTheExecutorHasRoomForTheFirstLook() {
        isFull = true;
        listen(told::add);
        isFull = false;
        time.advance(SOON);
        assertThat(told).hasSize(1);
    }

    @Test
    void listeners_areToldTheLatest_onceTheExecutorHasRoomAgain() {
        listen(told::add);
        isFull = true;
        board.submit("ada", 100);
        time.advance(SOON);
        board.submit("ada", 200);
        time.advance(SOON);
        isFull = false;
        time.advance(SOON);
        assertThat(told).hasSize(2);
        assertThat(told.get(1).standings().get(0).score()).isEqualTo(200);
        board.submit("bob", 300);
        time.advance(SOON);
        assertThat(told).hasSize(3);
    }

    @Test
    void listenerThatFails_isToldOn_andSoAreOthers() {
        listen(page -> {
            throw new IllegalStateException("not now");
        });
        listen(told::add);
        board.submit("ada", 100);
        time.advance(SOON);
        board.submit("ada", 200);
        time.advance(SOON);
        assertThat(told).hasSizeGreaterThanOrEqualTo(2);
    }

    /** An executor that has its callers do it is no reason to look no more. */
    @Test
    void listenerThatFailsWithAnError_isNotTheEndOfIt() {
        listen(page -> {
            told.add(page);
            throw new AssertionError("never");
        });
        board.submit("ada", 100);
        time.advance(SOON);
        board.submit("ada", 200);
        time.advance(SOON);
        assertThat(told).hasSize(3);
    }

    @Test
    void boardThatIsClosed_hasNoListeners() {
        listen(told::add);
        aside.close();
        time.advance(SOON);
        assertThat(told).hasSize(1);
        assertThatThrownBy(() -> listen(told::add)).isInstanceOf(CacheClosedException.class);
    }
}
