package dev.aside.samples.demo.fleet;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** Does harm every few seconds, by a thread of its own, until it is ended. */
final class Faults implements AutoCloseable {
    private static final int FIRST_MS = 1_500;
    private static final int LONGEST_PAUSE_MS = 3_000;

    private final Harm harm;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> loop;

    /** Begins. */
    Faults(Harm harm) {
        this.harm = harm;
        harm.begin();
        this.loop = thread.submit(() -> {
            while (harm.await(ThreadLocalRandom.current().nextInt(FIRST_MS, LONGEST_PAUSE_MS))) {
                harm.one();
            }
            return null;
        });
    }

    /** Ends, and waits until the last harm is mended. */
    void end() throws IOException, InterruptedException {
        harm.end();
        try {
            loop.get();
        } catch (ExecutionException e) {
            throw new IOException("a fault could not be made: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        harm.end();
        thread.shutdown();
    }
}
