package dev.aside.samples.demo.replay;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes a sample five times a second, beside the workers, and passes each on to whoever shows progress. */
final class Sampler implements AutoCloseable {
    private static final long PERIOD_MS = 200;

    private final Supplier<Sample> now;
    private final Consumer<Sample> progress;
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "demo-sampler");
        thread.setDaemon(true);
        return thread;
    });

    Sampler(Supplier<Sample> now, Consumer<Sample> progress) {
        this.now = now;
        this.progress = progress;
        take();
        timer.scheduleAtFixedRate(this::take, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void take() {
        Sample sample = now.get();
        samples.add(sample);
        progress.accept(sample);
    }

    /** Ends the sampling with a last sample, and returns them all. */
    List<Sample> finish() throws InterruptedException {
        timer.shutdown();
        timer.awaitTermination(10, TimeUnit.SECONDS);
        take();
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
