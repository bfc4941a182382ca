package dev.aside.cache.testkit;

import dev.aside.cache.Consistency;
import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One node's way to boards that are sorted lists behind one lock, and are right, or have one fault. */
final class NaiveBackend implements CacheBackend, LeaderboardBackend {

    private final Boards boards;

    NaiveBackend(Boards boards) {
        this.boards = boards;
    }

    /** What all nodes share. */
    static final class Boards {
        private final Map<String, Kept> all = new HashMap<>();
        private final ReentrantLock lock = new ReentrantLock();
        private final @Nullable BoardFault fault;

        Boards(@Nullable BoardFault fault) {
            this.fault = fault;
        }

        private record Kept(BoardDefinition definition, NaiveBoard board) {}

        private BoardReply apply(BoardSpec spec, BoardStep step, long nowMicros) {
            lock.lock();
            try {
                Kept kept = all.get(spec.boardName());
                if (kept == null) {
                    BoardDefinition definition = spec.definition();
                    BoardDefinition board = fault == null ? definition : fault.board(definition);
                    kept = new Kept(definition, new NaiveBoard(board, spec.keepOperationsMillis()));
                    if (!(step instanceof BoardStep.Query)) {
                        all.put(spec.boardName(), kept);
                    }
                }
                return kept.definition().text().equals(spec.definition().text())
                        ? apply(kept.board(), step, nowMicros)
                        : new BoardReply.Mismatch(kept.definition().text());
            } finally {
                lock.unlock();
            }
        }

        private BoardReply apply(NaiveBoard board, BoardStep step, long nowMicros) {
            return fault == null
                    ? board.apply(step, nowMicros)
                    : fault.reply(step, board.apply(fault.step(step), nowMicros));
        }
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    public BoardStore open(BoardSpec spec, CacheRuntime runtime) {
        return new Way(spec, runtime);
    }

    private final class Way implements BoardStore {
        private final BoardSpec spec;
        private final CacheRuntime runtime;
        private volatile boolean closed;

        Way(BoardSpec spec, CacheRuntime runtime) {
            this.spec = spec;
            this.runtime = runtime;
        }

        @Override
        public CompletionStage<List<BoardReply>> execute(List<BoardStep> steps, Duration timeout) {
            return CompletableFuture.completedStage(
                    steps.stream().map(this::run).toList());
        }

        private BoardReply run(BoardStep step) {
            return closed
                    ? new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "the board is closed")
                    : boards.apply(
                            spec, step, BoardRules.micros(runtime.wallClock().instant()));
        }

        @Override
        public long timeMillis() {
            return runtime.wallClock().millis();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        throw new UnsupportedOperationException("leaderboards alone");
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.REFERENCE;
    }

    @Override
    public Set<Consistency.Mode> modes() {
        return Set.of();
    }

    @Override
    public void close() {}
}
