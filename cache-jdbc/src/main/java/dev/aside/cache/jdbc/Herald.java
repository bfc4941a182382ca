package dev.aside.cache.jdbc;

import dev.aside.cache.spi.CacheRuntime;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Says by a channel what has changed outside of transactions, on a connection of its own: whoever waits for it may hold one of the pool's.
 * Whatever waits meanwhile is said in one statement.
 */
final class Herald implements AutoCloseable {

    /** What is to be said, and whether it was. */
    private record Word(List<String> payloads, CompletableFuture<Boolean> told) {}

    private static final System.Logger LOGGER = System.getLogger(Herald.class.getName());

    /** How many may wait. What comes on top is not told, and kept by who wants to tell it. */
    static final int MOST_WAITING = 10_000;

    /** How many are said at once. */
    private static final int MOST_AT_ONCE = 500;

    private final Announcements announcements;
    private final WriterLine line;
    private final CacheRuntime runtime;
    private final Queue<Word> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean isTelling = new AtomicBoolean();
    private volatile boolean closed;

    Herald(Announcements announcements, WriterLine line, CacheRuntime runtime) {
        this.announcements = announcements;
        this.line = line;
        this.runtime = runtime;
    }

    /** Says this, and does not wait for it. Returns whether the writer has accepted it. */
    CompletableFuture<Boolean> tell(List<String> payloads) {
        if (closed || count.incrementAndGet() > MOST_WAITING) {
            count.decrementAndGet();
            return CompletableFuture.completedFuture(false);
        }
        Word word = new Word(payloads, new CompletableFuture<>());
        waiting.add(word);
        begin();
        return word.told();
    }

    private void begin() {
        if (!isTelling.compareAndSet(false, true)) {
            return;
        }
        try {
            runtime.executor().execute(this::turn);
        } catch (RejectedExecutionException e) {
            isTelling.set(false);
            end(next(Integer.MAX_VALUE), false);
        }
    }

    private void turn() {
        List<Word> words = next(MOST_AT_ONCE);
        boolean told = false;
        try {
            told = !words.isEmpty() && tell(words, line.lent());
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "what has changed could not be told", e);
        } finally {
            isTelling.set(false);
            end(words, told);
            if (!waiting.isEmpty()) {
                begin();
            }
        }
    }

    /** A connection that was used before may have ended since: one more is made for the same words. They may be heard twice. */
    private boolean tell(List<Word> words, WriterLine.@Nullable Lent known) {
        try {
            WriterLine.Lent lent = known == null ? line.open() : known;
            announcements.alone(
                    lent.connection(),
                    words.stream().flatMap(word -> word.payloads().stream()).toList());
            return true;
        } catch (SQLException e) {
            line.end();
            LOGGER.log(Level.DEBUG, () -> "what has changed was not told: " + e.getSQLState());
            return known != null && tell(words, null);
        }
    }

    private List<Word> next(int most) {
        List<Word> words = new ArrayList<>();
        for (Word word = waiting.poll(); word != null; word = words.size() < most ? waiting.poll() : null) {
            words.add(word);
        }
        return words;
    }

    private void end(List<Word> words, boolean told) {
        count.addAndGet(-words.size());
        words.forEach(word -> word.told().complete(told));
    }

    @Override
    public void close() {
        closed = true;
        line.close();
    }
}
