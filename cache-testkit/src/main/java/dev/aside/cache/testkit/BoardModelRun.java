package dev.aside.cache.testkit;

import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.spi.LeaderboardBackend.Ability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Random steps on leaderboards drawn at random, done by a backend and by a sorted list in memory, and compared at every step. The list
 * does not know {@link dev.aside.cache.spi.BoardRules}: what it does is written down a second time.
 *
 * <p>On time that the test moves, windows close and expire while it runs, claims and what is remembered end, and scores have the store's
 * time. On real time all of that is so far away that what time it is makes no difference.
 *
 * <p><b>Thread-safety:</b> for one thread, which blocks until the steps are done.
 */
public final class BoardModelRun {

    private static final int STEPS_OF_A_BOARD = 1_000;
    private static final int BATCH = 25;
    private static final int ENOUGH = 20;
    private static final int LONGEST_TICK_MILLIS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final RandomBoardSteps.Pace MANUAL = new RandomBoardSteps.Pace(3_000, true);
    private static final RandomBoardSteps.Pace REAL =
            new RandomBoardSteps.Pace(Duration.ofHours(10).toMillis(), false);

    private final LeaderboardBackend backend;
    private final CacheRuntime runtime;
    private final RandomBoardSteps.Pace pace;
    private final Consumer<Duration> passing;
    private final Random random;
    private final BoardComparison comparison;
    private final List<String> differences = new ArrayList<>();
    private int steps;

    private BoardModelRun(
            LeaderboardBackend backend,
            CacheRuntime runtime,
            RandomBoardSteps.Pace pace,
            Consumer<Duration> passing,
            long seed) {
        this.backend = backend;
        this.runtime = runtime;
        this.pace = pace;
        this.passing = passing;
        this.random = new Random(seed);
        this.comparison = new BoardComparison(backend.abilities().contains(Ability.EXACT_RANK));
    }

    /**
     * Compares boards whose store goes by a clock that the test moves.
     *
     * @param backend a backend that knows nothing of boards named {@code model…}
     * @param time its time
     * @param steps how many steps at least
     * @param seed what chance begins with
     * @return what differed
     */
    public static BoardModelRun of(LeaderboardBackend backend, ManualTime time, int steps, long seed) {
        return new BoardModelRun(backend, time.runtime(), MANUAL, time::advance, seed).run(steps, seed);
    }

    /**
     * Compares boards on a server, which has a clock of its own.
     *
     * @param backend a backend whose servers can be reached and know nothing of boards named {@code model…}
     * @param time the time that it runs on
     * @param steps how many steps at least
     * @param seed what chance begins with
     * @return what differed
     */
    public static BoardModelRun of(LeaderboardBackend backend, RealTime time, int steps, long seed) {
        return new BoardModelRun(backend, time.runtime(), REAL, by -> {}, seed).run(steps, seed);
    }

    /**
     * Returns what differed.
     *
     * @return in words, with the board and the number of the step; empty if nothing did
     */
    public List<String> differences() {
        return List.copyOf(differences);
    }

    /**
     * Returns how many steps were compared.
     *
     * @return the count
     */
    public int steps() {
        return steps;
    }

    private BoardModelRun run(int least, long seed) {
        for (int i = 0; steps < least && differences.size() < ENOUGH; i++) {
            RandomBoard board =
                    RandomBoard.of(random, backend, runtime.wallClock().millis(), pace.storesTimes());
            BoardSpec spec = new BoardSpec("model" + seed + "-" + i, board.definition(), pace.claimMillis());
            try (BoardStore store = backend.open(spec, runtime)) {
                new OneBoard(board, store, spec.keepOperationsMillis()).run();
            }
        }
        return this;
    }

    /** One board, until it has had its steps, or has differed. */
    private final class OneBoard {
        private final RandomBoard board;
        private final BoardStore store;
        private final NaiveBoard model;
        private final BoardVersions versions = new BoardVersions();
        private final RandomBoardSteps chance;
        private boolean differs;
        private int done;

        OneBoard(RandomBoard board, BoardStore store, long keepMillis) {
            this.board = board;
            this.store = store;
            this.model = new NaiveBoard(board.definition(), keepMillis);
            this.chance = new RandomBoardSteps(random, board, model, versions, backend, pace);
        }

        void run() {
            BoardWindow any = board.allWindows().get(0);
            RealTime.await(
                    "an answer",
                    PATIENCE,
                    () -> answers(List.of(new BoardStep.Top(any, 0, -1))).get(0) instanceof BoardReply.Listed);
            while (done < STEPS_OF_A_BOARD && !differs) {
                round();
                passing.accept(Duration.ofMillis(random.nextInt(LONGEST_TICK_MILLIS)));
            }
            steps += done;
        }

        /** What was taken of ended windows is for the store to say, so nothing that depends on it is in the same batch. */
        private void round() {
            long nowMicros = micros();
            List<BoardStep> batch = new ArrayList<>();
            boolean goesOn = true;
            for (int i = 0; i < BATCH && goesOn; i++) {
                BoardStep step = chance.next(nowMicros / 1_000);
                batch.add(step);
                goesOn = !(step instanceof BoardStep.TakeEnded);
            }
            List<BoardReply> replies = answers(batch);
            for (int i = 0; i < batch.size() && !differs; i++) {
                compare(batch.get(i), replies.get(i), nowMicros);
                done++;
            }
        }

        private long micros() {
            return BoardRules.micros(runtime.wallClock().instant());
        }

        private List<BoardReply> answers(List<BoardStep> batch) {
            try {
                return store.execute(batch, PATIENCE).toCompletableFuture().get(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private void compare(BoardStep step, BoardReply reply, long nowMicros) {
            String wrong = step instanceof BoardStep.TakeEnded take && reply instanceof BoardReply.Ended ended
                    ? taken(take, ended, nowMicros / 1_000)
                    : wrong(step, reply, nowMicros);
            if (wrong != null) {
                differs = true;
                differences.add(board + ", step " + done + ": " + wrong + "; " + step + " -> " + reply);
            }
        }

        private @Nullable String taken(BoardStep.TakeEnded take, BoardReply.Ended ended, long nowMillis) {
            List<BoardWindow> due = model.due(nowMillis);
            List<BoardWindow> taken = due.stream()
                    .filter(window -> ended.windows().stream()
                            .anyMatch(some -> NaiveGeneration.name(some).equals(NaiveGeneration.name(window))))
                    .toList();
            model.claim(taken, nowMillis + take.claimMillis());
            boolean isRight =
                    taken.size() == ended.windows().size() && taken.size() == Math.min(take.most(), due.size());
            return isRight ? null : "of " + due;
        }

        private @Nullable String wrong(BoardStep step, BoardReply reply, long nowMicros) {
            boolean isBuilding = model.openBuild(nowMicros / 1_000) != 0;
            BoardReply expected = model.apply(plain(step), nowMicros);
            if (step instanceof BoardStep.Remove && isBuilding && reply instanceof BoardReply.Done done) {
                return done.changed() || !((BoardReply.Done) expected).changed() ? null : "it was there";
            } else if (step instanceof BoardStep.Top top && reply instanceof BoardReply.Unchanged unchanged) {
                NaiveWindow window = model.window(top.window(), nowMicros / 1_000);
                return unchanged.total() == window.size() ? versions.answered(top, window, reply) : "the total";
            } else if (!comparison.agree(step, expected, reply)) {
                return "instead of " + expected;
            }
            return reply instanceof BoardReply.Listed listed ? versions(step, listed, nowMicros / 1_000) : null;
        }

        /** The list has versions of its own. */
        private BoardStep plain(BoardStep step) {
            return step instanceof BoardStep.Top top ? new BoardStep.Top(top.window(), top.most(), -1) : step;
        }

        private @Nullable String versions(BoardStep step, BoardReply.Listed listed, long nowMillis) {
            BoardWindow at = window(step);
            NaiveWindow window = model.window(at, nowMillis);
            String answered = step instanceof BoardStep.Top top ? versions.answered(top, window, listed) : null;
            return answered != null ? answered : versions.saw(at, window, listed.version());
        }

        private BoardWindow window(BoardStep step) {
            if (step instanceof BoardStep.Top top) {
                return top.window();
            }
            return step instanceof BoardStep.Behind behind ? behind.window() : ((BoardStep.Around) step).window();
        }
    }
}
