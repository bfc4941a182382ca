package dev.aside.samples.demo.fleet;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Lets one replica after the other fall behind, all the time, by a thread of its own, until it is ended. */
final class Lags implements AutoCloseable {
    /** For how long a replay stands still. */
    static final Duration STANDS = Duration.ofMillis(1_500);

    private static final Duration GOES = Duration.ofMillis(500);

    private final DatabaseCluster cluster;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Integer> loop;

    /** Begins. */
    Lags(DatabaseCluster cluster) {
        this.cluster = cluster;
        this.loop = thread.submit(this::loop);
    }

    private int loop() throws InterruptedException {
        int turn = 0;
        boolean isOver = false;
        while (!isOver) {
            cluster.pauseReplay(turn++);
            isOver = isOver(STANDS);
            cluster.resumeReplay();
            isOver = isOver || isOver(GOES);
        }
        return turn;
    }

    private boolean isOver(Duration span) throws InterruptedException {
        return ended.await(span.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends, once the replays go on, and returns how often one has stood still. */
    int end() throws IOException, InterruptedException {
        ended.countDown();
        try {
            return loop.get();
        } catch (ExecutionException e) {
            throw new IOException("a replica could not be let fall behind: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        ended.countDown();
        thread.shutdown();
    }
}
