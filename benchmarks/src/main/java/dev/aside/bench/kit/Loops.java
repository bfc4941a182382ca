package dev.aside.bench.kit;

import com.google.common.util.concurrent.Uninterruptibles;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Threads that repeat one thing, and how long it takes and what it allocates. For what waits for a server: inside the process, and for
 * what takes less than a microsecond, there is {@link Fork}.
 *
 * <p>A time is what one operation takes its thread; the threads that serve it, such as a client's own, count into what is allocated.
 */
public final class Loops {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<AtomicLong> done;
    private final List<Thread> running;
    private volatile boolean stopped;

    private Loops(int threads, IntFunction<IntSupplier> steps) {
        done = IntStream.range(0, threads).mapToObj(number -> new AtomicLong()).toList();
        running = IntStream.range(0, threads)
                .mapToObj(number -> {
                    IntSupplier step = steps.apply(number);
                    return new Thread(() -> repeat(step, done.get(number)), "loop-" + number);
                })
                .toList();
    }

    /**
     * Runs the threads: for a while unmeasured, then in spans of which the middle one counts. Blocks.
     *
     * @param threads how many
     * @param steps for the number of a thread, what it repeats: a step returns how many operations it was
     * @param warmup how long unmeasured
     * @param spans how many spans
     * @param span how long each
     * @return nanoseconds and bytes per operation, each the median of the spans
     * @throws IllegalStateException if a step failed; the cause tells how
     */
    public static Sample run(int threads, IntFunction<IntSupplier> steps, Duration warmup, int spans, Duration span) {
        Loops loops = new Loops(threads, steps);
        loops.running.forEach(Thread::start);
        try {
            Uninterruptibles.sleepUninterruptibly(warmup);
            List<Sample> samples = new ArrayList<>();
            for (int at = 0; at < spans; at++) {
                samples.add(loops.span(span));
            }
            return new Sample(
                    Figures.median(samples.stream().map(Sample::nanos).toList()),
                    Figures.median(samples.stream().map(Sample::bytes).toList()));
        } finally {
            loops.stopped = true;
            loops.running.forEach(Uninterruptibles::joinUninterruptibly);
            loops.rethrow();
        }
    }

    private void repeat(IntSupplier step, AtomicLong count) {
        try {
            while (!stopped) {
                count.lazySet(count.getPlain() + step.getAsInt());
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            stopped = true;
        }
    }

    private Sample span(Duration length) {
        long operations = operations();
        long bytes = allocated();
        long start = System.nanoTime();
        Uninterruptibles.sleepUninterruptibly(length.toNanos(), TimeUnit.NANOSECONDS);
        double made = Math.max(1, operations() - operations);
        double nanos = (double) (System.nanoTime() - start) * running.size() / made;
        return new Sample(nanos, (allocated() - bytes) / made);
    }

    private long operations() {
        return done.stream().mapToLong(AtomicLong::get).sum();
    }

    /** By all threads that live; one that has ended since has taken its count along. */
    private static long allocated() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private void rethrow() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("A step failed", thrown);
        }
    }
}
