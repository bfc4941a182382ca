package dev.aside.samples.board;

import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.testkit.RealTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Four threads that play: each writes a match to the database, and then submits it. */
final class Crowd implements AutoCloseable {

    private static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Matches matches;
    private final Leaderboard board;
    private final long players;
    private final AtomicLong last;
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final List<Future<Long>> running = new ArrayList<>();
    private final Set<Match> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<CacheUnavailableException> unanswered = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /**
     * Begins to play.
     *
     * @param last the last match there was
     * @param players among how many
     */
    Crowd(Matches matches, Leaderboard board, long last, long players) {
        this.matches = matches;
        this.board = board;
        this.last = new AtomicLong(last);
        this.players = players;
        for (int i = 0; i < THREADS; i++) {
            running.add(pool.submit(() -> play()));
        }
    }

    private long play() throws SQLException {
        long played = 0;
        try (Connection connection = matches.connect()) {
            while (!over) {
                Match match = next();
                Matches.write(connection, match);
                submit(match);
                played++;
            }
        }
        return played;
    }

    private Match next() {
        long id = last.incrementAndGet();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new Match(id, "player-" + id * 31 % players, id * 1_299_709 % 1_000_003, now);
    }

    private void submit(Match match) {
        try {
            board.submit(match.score());
            acknowledged.add(match);
        } catch (CacheUnavailableException e) {
            unanswered.add(e);
        }
    }

    /** Plays until so many more matches are on the board. */
    void play(int more) {
        int enough = acknowledged.size() + more;
        RealTime.await(more + " matches", PATIENCE, () -> acknowledged.size() >= enough || isBroken());
    }

    /** Who closes is told why. */
    private boolean isBroken() {
        return running.stream().anyMatch(Future::isDone);
    }

    /** Matches of which the board has said that they count. */
    Set<Match> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** What the others were told. */
    List<CacheUnavailableException> unanswered() {
        return List.copyOf(unanswered);
    }

    /** Ends, when all threads have ended what they were doing. */
    @Override
    public void close() {
        over = true;
        pool.shutdown();
        running.forEach(Crowd::await);
    }

    private static void await(Future<Long> player) {
        try {
            long unused = player.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("somebody could not play", e);
        }
    }
}
