package dev.aside.cache.local;

import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.spi.StepReply;
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

/** What an unsteady server does to leaderboards. */
final class UnsteadyBoards extends UnsteadyServer implements LeaderboardBackend {

    private static final BoardReply DOWN = new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "it is down");
    private static final BoardReply UNHEARD = new BoardReply.Failed(StepReply.Outcome.UNKNOWN, "no answer in time");

    private final Map<String, BoardStore> boards = new ConcurrentHashMap<>();
    private final List<BoardStep> asked = Collections.synchronizedList(new ArrayList<>());
    volatile boolean isIncomplete;
    volatile int largest;
    volatile int longestTop = Integer.MAX_VALUE;
    final Set<Ability> abilities = EnumSet.allOf(Ability.class);
    final Set<RankStyle> styles = EnumSet.allOf(RankStyle.class);

    @Override
    public Set<Ability> abilities() {
        return abilities;
    }

    @Override
    public Set<RankStyle> styles() {
        return styles;
    }

    @Override
    public int longestTop() {
        return longestTop;
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
            largest = Math.max(largest, steps.size());
            if (isDown) {
                return CompletableFuture.completedStage(Collections.nCopies(steps.size(), DOWN));
            }
            CompletionStage<List<BoardReply>> replies = to.execute(steps, timeout);
            return losesAnswers
                    ? CompletableFuture.completedStage(Collections.nCopies(steps.size(), UNHEARD))
                    : replies.thenApply(
                            all -> all.stream().map(this::incomplete).toList());
        }

        private BoardReply incomplete(BoardReply reply) {
            return isIncomplete && reply instanceof BoardReply.Listed listed
                    ? new BoardReply.Listed(listed.standings(), listed.total(), listed.version(), Page.State.INCOMPLETE)
                    : reply;
        }

        @Override
        public long timeMillis() {
            return to.timeMillis();
        }

        @Override
        public void close() {}
    }
}
