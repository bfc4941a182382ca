package dev.aside.samples.board;

import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asks a board all the time how many are on it, and where its first one and one more stand. */
final class Onlooker implements AutoCloseable {

    private final Leaderboard board;
    private final String watched;
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final Future<List<Look>> looking;
    private volatile boolean over;

    /**
     * What was seen at once.
     *
     * @param count how many are on the board
     * @param best the first one's score
     * @param score that of the one who is watched
     * @param millis how long all answers took together
     */
    record Look(long count, long best, long score, long millis) {}

    Onlooker(Leaderboard board, String watched) {
        this.board = board;
        this.watched = watched;
        this.looking = pool.submit(this::look);
    }

    private List<Look> look() {
        List<Look> looks = new ArrayList<>();
        while (!over) {
            long from = System.nanoTime();
            long count = board.count();
            Standing best = board.top(10).standings().get(0);
            Standing one = Objects.requireNonNull(board.standing(watched));
            looks.add(new Look(
                    count, best.score(), one.score(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from)));
        }
        return looks;
    }

    /** Ends, and says what was seen; throws if once there was no answer, or somebody was not there. */
    List<Look> looks() throws Exception {
        over = true;
        return looking.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        over = true;
        pool.shutdown();
    }
}
