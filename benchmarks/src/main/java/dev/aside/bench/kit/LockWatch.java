package dev.aside.bench.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Watches threads that repeat one thing, and counts how often one of them waited for a monitor or was parked. The flight recorder tells,
 * with no threshold: a wait of a nanosecond counts. Events of other threads, such as a cache's own maintenance, do not.
 *
 * @param monitors how often a watched thread waited to enter a monitor, or waited in one
 * @param parks how often a watched thread was parked
 */
public record LockWatch(long monitors, long parks) {
    private static final String WATCHED = "watched-";
    private static final List<String> MONITORS = List.of("jdk.JavaMonitorEnter", "jdk.JavaMonitorWait");
    private static final String PARK = "jdk.ThreadPark";

    /**
     * Runs the threads, warms them up, records them for a while and stops them. Blocks for both spans.
     *
     * @param threads how many threads, which start recording together
     * @param warmup how long they run before the recording
     * @param recorded how long they run under the recording
     * @param steps for the number of a thread, what it repeats: short, and never waiting by itself
     * @return what was seen
     * @throws InterruptedException if the caller is interrupted
     * @throws IllegalStateException if a step failed; the cause tells how
     */
    public static LockWatch over(int threads, Duration warmup, Duration recorded, IntFunction<Runnable> steps)
            throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Failure failure = new Failure();
        List<Thread> running = start(threads, stop, failure, steps);
        try (Recording recording = recording()) {
            failure.awaitFor(warmup);
            recording.start();
            failure.awaitFor(recorded);
            recording.stop();
            return counted(recording);
        } finally {
            stop.set(true);
            for (Thread thread : running) {
                thread.join();
            }
            failure.rethrow();
        }
    }

    private static List<Thread> start(int threads, AtomicBoolean stop, Failure failure, IntFunction<Runnable> steps) {
        List<Thread> running = new ArrayList<>();
        for (int number = 0; number < threads; number++) {
            Runnable step = steps.apply(number);
            Thread thread = new Thread(() -> repeat(step, stop), WATCHED + number);
            thread.setUncaughtExceptionHandler((dead, thrown) -> failure.set(thrown));
            running.add(thread);
        }
        running.forEach(Thread::start);
        return running;
    }

    private static void repeat(Runnable step, AtomicBoolean stop) {
        while (!stop.get()) {
            step.run();
        }
    }

    private static Recording recording() {
        Recording recording = new Recording();
        MONITORS.forEach(event -> recording.enable(event).withoutThreshold());
        recording.enable(PARK).withoutThreshold();
        return recording;
    }

    private static LockWatch counted(Recording recording) {
        try {
            Path file = Files.createTempFile("watched", ".jfr");
            try {
                recording.dump(file);
                return counted(RecordingFile.readAllEvents(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LockWatch counted(List<RecordedEvent> events) {
        List<String> watched = events.stream()
                .filter(LockWatch::ofWatchedThread)
                .map(event -> event.getEventType().getName())
                .toList();
        return new LockWatch(
                watched.stream().filter(MONITORS::contains).count(),
                watched.stream().filter(PARK::equals).count());
    }

    private static boolean ofWatchedThread(RecordedEvent event) {
        return event.getThread() != null
                && event.getThread().getJavaName() != null
                && event.getThread().getJavaName().startsWith(WATCHED);
    }

    @Override
    public String toString() {
        return "monitor_events=" + monitors + " park_events=" + parks;
    }

    /** What killed a watched thread; ends the waiting early. */
    private static final class Failure {
        private final CountDownLatch failed = new CountDownLatch(1);
        private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

        void set(Throwable cause) {
            thrown.compareAndSet(null, cause);
            failed.countDown();
        }

        void awaitFor(Duration span) throws InterruptedException {
            if (failed.await(span.toNanos(), TimeUnit.NANOSECONDS)) {
                rethrow();
            }
        }

        void rethrow() {
            if (thrown.get() != null) {
                throw new IllegalStateException("A watched thread died", thrown.get());
            }
        }
    }
}
