package dev.aside.bench.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * When the machine let one not run who wanted to: threads, one for each processor, ask to sleep a millisecond and write down when they were
 * woken late. What a call waited for meanwhile is the machine's and not the cache's; of the threads, the one counts that was held up most.
 */
public final class Pauses implements AutoCloseable {
    private static final long SLEEP = TimeUnit.MILLISECONDS.toNanos(1);

    /** What a timer may be late by on any machine. */
    private static final long USUAL = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * One pause.
     *
     * @param from when the thread wanted to run
     * @param to when it did
     */
    public record Pause(long from, long to) {
        long within(long begin, long end) {
            return Math.max(0, Math.min(end, to) - Math.max(begin, from));
        }
    }

    private final List<Watch> watches;
    private volatile boolean closed;

    private Pauses(int threads) {
        this.watches = Stream.generate(Watch::new).limit(threads).toList();
    }

    /**
     * Begins to watch.
     *
     * @return what is seen from now on
     */
    public static Pauses watch() {
        Pauses pauses = new Pauses(Runtime.getRuntime().availableProcessors());
        pauses.watches.forEach(watch -> {
            Thread thread = new Thread(watch::look, "pauses");
            thread.setDaemon(true);
            thread.start();
        });
        return pauses;
    }

    /**
     * Pauses that are known.
     *
     * @param known the pauses, in their order
     * @return nothing but these
     */
    public static Pauses of(List<Pause> known) {
        Pauses pauses = new Pauses(1);
        known.forEach(pauses.watches.get(0)::add);
        return pauses;
    }

    private final class Watch {
        private final ReentrantLock lock = new ReentrantLock();
        private final List<Pause> seen = new ArrayList<>();

        void look() {
            while (!closed) {
                long wanted = System.nanoTime() + SLEEP;
                LockSupport.parkNanos(SLEEP);
                long now = System.nanoTime();
                if (now - wanted > USUAL) {
                    add(new Pause(wanted, now));
                }
            }
        }

        void add(Pause pause) {
            lock.lock();
            try {
                seen.add(pause);
            } finally {
                lock.unlock();
            }
        }

        long longest() {
            lock.lock();
            try {
                return seen.stream()
                        .mapToLong(pause -> pause.to() - pause.from())
                        .max()
                        .orElse(0);
            } finally {
                lock.unlock();
            }
        }

        long within(long begin, long end) {
            lock.lock();
            try {
                long sum = 0;
                for (int i = seen.size() - 1; i >= 0 && seen.get(i).to() > begin; i--) {
                    sum += seen.get(i).within(begin, end);
                }
                return sum;
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Returns what is left of a time when the machine's pauses are taken off.
     *
     * @param begin when it began
     * @param end when it ended
     * @return nanoseconds
     */
    public long without(long begin, long end) {
        return end - begin - within(begin, end);
    }

    private long within(long begin, long end) {
        return watches.stream()
                .mapToLong(watch -> watch.within(begin, end))
                .max()
                .orElse(0);
    }

    /**
     * Returns the longest pause.
     *
     * @return nanoseconds
     */
    public long longest() {
        return watches.stream().mapToLong(Watch::longest).max().orElse(0);
    }

    @Override
    public void close() {
        closed = true;
    }
}
