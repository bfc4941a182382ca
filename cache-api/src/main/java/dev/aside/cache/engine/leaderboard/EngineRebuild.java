package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.leaderboard.BoardChecksum;
import dev.aside.cache.leaderboard.Rebuild;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fills a generation beside the one that is read, and puts it in its place. */
final class EngineRebuild implements Rebuild {

    private static final int BATCH = 256;
    private static final int TRIES = 3;

    /** Longer than that of an operation: nobody's page waits for it. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final long LARGEST_BUILD = 1L << 53;

    /** For how long a build that does nothing is not taken for dead: its database may answer slowly. */
    private static final long CLAIM_MILLIS = Duration.ofMinutes(10).toMillis();

    private final BoardAsking asking;
    private final Windows windows;
    private final @Nullable Duration remembered;
    private final Ticker ticker;
    private final long begunNanos;
    private final long build;
    private final Supplier<@Nullable BoardChecksum> checksum;
    private final @Nullable BoardChecksum before;
    private final List<Score> waiting = new ArrayList<>(BATCH);
    private long scores;
    private long refused;
    private boolean isOver;

    /** @param remembered for how long operations are, on a board that sums up; on others null, as they may come twice */
    EngineRebuild(
            BoardAsking asking,
            Windows windows,
            @Nullable Duration remembered,
            CacheRuntime runtime,
            Supplier<@Nullable BoardChecksum> checksum) {
        this.asking = asking;
        this.windows = windows;
        this.remembered = remembered;
        this.ticker = runtime.ticker();
        this.build = runtime.random().nextLong(1, LARGEST_BUILD);
        this.checksum = checksum;
        this.before = checksum.get();
        this.begunNanos = ticker.nanos();
        if (!done(new BoardStep.Build(build, true, CLAIM_MILLIS))) {
            throw new IllegalStateException("the board is being rebuilt already");
        }
    }

    private boolean done(BoardStep step) {
        return asking.answers(List.of(step), TIMEOUT).get(0) instanceof BoardReply.Done done && done.changed();
    }

    @Override
    public void add(Score score) {
        checkOpen();
        if (score.at() == null) {
            throw new IllegalArgumentException("a score that is added to a rebuild has its time");
        } else if (remembered != null && score.operation() == null) {
            throw new IllegalArgumentException(
                    "a score that is added to a rebuild of a board that sums up has its operation's id");
        } else if (windows.isNotYet(score.at())) {
            throw new IllegalArgumentException("the time of a score that is added to a rebuild is not later than now");
        }
        waiting.add(score.neighbours(0));
        if (waiting.size() >= BATCH) {
            flush();
        }
    }

    private void checkOpen() {
        if (isOver) {
            throw new IllegalStateException("the rebuild is over");
        }
    }

    /** What was submitted after it had begun is in it, too, and must be known when the database brings it. */
    private void checkRemembered() {
        if (remembered != null && ticker.nanos() - begunNanos >= remembered.toNanos()) {
            throw new IllegalStateException("the rebuild has taken longer than operations are remembered (" + remembered
                    + "), so that scores may count twice: it has to be faster, or rememberOperations longer");
        }
    }

    private void flush() {
        List<BoardStep> steps = new ArrayList<>(waiting.size() + 1);
        steps.add(new BoardStep.Build(build, false, CLAIM_MILLIS));
        for (Score score : waiting) {
            steps.add(new BoardStep.Submit(score, windows.readable(score.at()), build));
        }
        List<BoardReply> replies = sent(steps);
        replies.subList(1, replies.size()).forEach(this::count);
        waiting.clear();
        checkRemembered();
    }

    /** What was not answered is sent again: it counts once all the same. */
    private List<BoardReply> sent(List<BoardStep> steps) {
        for (int tries = 1; ; tries++) {
            List<BoardReply> replies = asking.await(asking.run(steps, TIMEOUT), TIMEOUT);
            if (replies.get(0) instanceof BoardReply.Done done && !done.changed()) {
                throw takenForDead();
            }
            if (tries == TRIES || replies.stream().noneMatch(BoardReply.Failed.class::isInstance)) {
                return replies.stream().map(asking::checked).toList();
            }
        }
    }

    private void count(BoardReply reply) {
        scores++;
        if (reply instanceof BoardReply.Submitted submitted && BoardCounts.isRefused(submitted.submission())) {
            refused++;
        }
    }

    private static IllegalStateException takenForDead() {
        return new IllegalStateException(
                "the rebuild has done nothing for too long and was taken for dead, or the server"
                        + " where it was begun is lost: it has to be begun again");
    }

    @Override
    public Report finish() {
        checkOpen();
        flush();
        boolean swapped = done(new BoardStep.EndBuild(build, true, windows.readable()));
        isOver = true;
        if (!swapped) {
            throw takenForDead();
        }
        return new Report(scores, refused, before, checksum.get());
    }

    @Override
    public void close() {
        if (!isOver) {
            isOver = true;
            var unused = asking.run(new BoardStep.EndBuild(build, false, windows.readable()));
        }
    }
}
