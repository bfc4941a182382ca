package dev.aside.cache.redis;

import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One leaderboard on the server. What is asked of members by name is asked where it is written; pages may come from a server that
 * follows it, while that is proven to be a second behind at most.
 */
final class RedisBoard implements BoardStore {

    /** By how much pages may be behind. */
    static final Duration READER_BOUND = Duration.ofSeconds(1);

    private final Node node;
    private final @Nullable Readers readers;
    private final CacheRuntime runtime;
    private final Way way;
    private final BoardLanguage language;
    private final RedisFeed unwatched;
    private final Evictions evictions;

    RedisBoard(Node node, @Nullable Readers readers, BoardSpec spec, CacheRuntime runtime, String keyPrefix) {
        this.node = node;
        this.readers = readers;
        this.runtime = runtime;
        this.way = new Way(node, runtime, "the leaderboard");
        String boardName = spec.boardName();
        Keys keys = new Keys(keyPrefix, boardName);
        this.language =
                new BoardLanguage(keys.board(boardName), new BoardWords(spec), new BoardAnswers(spec.definition()));
        this.unwatched = new RedisFeed(keys, boardName, () -> {});
        this.evictions = new Evictions(boardName, "forgets scores", node, runtime);
    }

    /** Begins to ask the servers what has to be known of them. */
    void attach() {
        if (readers != null) {
            readers.allow(this, READER_BOUND);
            node.watch();
        }
        evictions.askSoon();
    }

    @Override
    public CompletionStage<List<BoardReply>> execute(List<BoardStep> steps, Duration timeout) {
        List<BoardStep> all = List.copyOf(steps);
        return way.send(new ScriptBatch<>(language, unwatched, all, way.deadlineNanos(timeout)), reader(all));
    }

    /** Returns the way to a reader that may answer these steps, or null if the writer has to. */
    private @Nullable Wire reader(List<BoardStep> steps) {
        Readers some = readers;
        return some != null && steps.stream().allMatch(RedisBoard::isForReaders)
                ? some.choose(READER_BOUND, steps.size())
                : null;
    }

    private static boolean isForReaders(BoardStep step) {
        return step instanceof BoardStep.Top || step instanceof BoardStep.Behind;
    }

    /** Before a server has told its time it is this machine's. */
    @Override
    public long timeMillis() {
        ServerClock clock = node.clock();
        return clock.isDate() ? clock.millis() : runtime.wallClock().millis();
    }

    @Override
    public void close() {
        way.close();
        evictions.close();
        if (readers != null) {
            readers.forget(this);
        }
    }
}
