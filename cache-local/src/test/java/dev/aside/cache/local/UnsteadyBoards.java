package dev.aside.cache.local;

import dev.aside.cache.Consistency;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.spi.BoardReply;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A server that several nodes share and that may be down, or lose its answers; what it keeps is in this process. */
final class UnsteadyBoards implements CacheBackend, LeaderboardBackend {

    private static final BoardReply DOWN = new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "it is down");
    private static final BoardReply UNHEARD = new BoardReply.Failed(StepReply.Outcome.UNKNOWN, "no answer in time");

    private final EmbeddedBackend kept = EmbeddedBackend.copying();
    private final Map<String, BoardStore> boards = new ConcurrentHashMap<>();
    private final List<BoardStep> asked = Collections.synchronizedList(new ArrayList<>());
    final Set<Ability> abilities = EnumSet.allOf(Ability.class);
    final Set<RankStyle> styles = EnumSet.allOf(RankStyle.class);
    volatile boolean isDown;
    volatile boolean losesAnswers;

    @Override
    public Set<Ability> abilities() {
        return abilities;
    }

    @Override
    public Set<RankStyle> styles() {
        return styles;
    }

    /** All nodes come to the same board. */
    @Override
    public BoardStore open(BoardSpec spec, CacheRuntime runtime) {
        LeaderboardBackend real = kept.find(LeaderboardBackend.class).orElseThrow();
        return new Way(boards.computeIfAbsent(spec.boardName(), same -> real.open(spec, runtime)));
    }

    /** Returns the steps that it was asked for, those it did not answer too. */
    List<BoardStep> asked() {
        return List.copyOf(asked);
    }

    private final class Way implements BoardStore {
        private final BoardStore to;

        Way(BoardStore to) {
            this.to = to;
        }

        @Override
        public CompletionStage<List<BoardReply>> execute(List<BoardStep> steps, Duration timeout) {
            asked.addAll(steps);
            if (isDown) {
                return CompletableFuture.completedStage(Collections.nCopies(steps.size(), DOWN));
            }
            CompletionStage<List<BoardReply>> replies = to.execute(steps, timeout);
            return losesAnswers
                    ? CompletableFuture.completedStage(Collections.nCopies(steps.size(), UNHEARD))
                    : replies;
        }

        @Override
        public long timeMillis() {
            return to.timeMillis();
        }

        @Override
        public void close() {}
    }

    @Override
    public String name() {
        return "unsteady";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        return kept.open(spec, runtime);
    }

    @Override
    public Payload.Form form() {
        return kept.form();
    }

    @Override
    public Set<Consistency.Mode> modes() {
        return kept.modes();
    }

    @Override
    public void close() {}
}
