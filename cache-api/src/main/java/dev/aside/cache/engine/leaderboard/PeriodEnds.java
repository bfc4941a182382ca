package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.engine.Rounds;
import dev.aside.cache.leaderboard.PeriodEnd;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.CacheRuntime;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener of periods that have ended. The server closes each once, by its own clock, and gives it to one node at a time; what
 * that one has told it strikes out, and what it has taken and not struck out comes again.
 */
final class PeriodEnds {

    private static final int BATCH = 10;
    private static final long CLAIM_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final System.Logger LOGGER = System.getLogger(PeriodEnds.class.getName());

    private final String boardName;
    private final BoardAsking asking;
    private final CacheRuntime runtime;
    private final Function<BoardWindow, @Nullable PeriodEnd> ends;
    private final Consumer<PeriodEnd> listener;
    private final BoardCounts counts;
    private final Rounds rounds;

    PeriodEnds(
            String boardName,
            BoardAsking asking,
            CacheRuntime runtime,
            Function<BoardWindow, @Nullable PeriodEnd> ends,
            Consumer<PeriodEnd> listener,
            BoardCounts counts) {
        this.boardName = boardName;
        this.asking = asking;
        this.runtime = runtime;
        this.ends = ends;
        this.listener = listener;
        this.counts = counts;
        this.rounds = new Rounds(runtime, this::take);
    }

    void start() {
        rounds.start();
    }

    void close() {
        rounds.close();
    }

    private void take() {
        var unused = asking.run(new BoardStep.TakeEnded(BATCH, CLAIM_MILLIS)).thenAccept(reply -> {
            if (reply instanceof BoardReply.Ended ended) {
                tellSoon(ended.windows());
            }
        });
    }

    private void tellSoon(List<BoardWindow> windows) {
        windows.forEach(window -> runtime.executor().execute(() -> tell(window)));
        if (windows.size() == BATCH) {
            take();
        }
    }

    /** What a listener fails at is told again. */
    private void tell(BoardWindow window) {
        PeriodEnd end = ends.apply(window);
        try {
            if (end != null) {
                listener.accept(end);
                counts.ended.increment();
            }
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, boardName + ": the listener of periods' ends threw, and is told again", e);
            return;
        }
        var unused = asking.run(new BoardStep.Told(window));
    }
}
