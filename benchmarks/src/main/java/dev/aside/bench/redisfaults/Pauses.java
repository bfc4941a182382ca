package dev.aside.bench.redisfaults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When the machine let one not run who wanted to: a thread that asks to sleep a millisecond writes down when it was woken late. What a
 * call waited for meanwhile is the machine's and not the cache's.
 */
final class Pauses implements AutoCloseable {
    private static final long SLEEP = TimeUnit.MILLISECONDS.toNanos(1);

    /** What a timer may be late by on any machine. */
    private static final long USUAL = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * One pause.
     *
     * @param from when the thread wanted to run
     * @param to when it did
     */
    record Pause(long from, long to) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Pause> pauses = new ArrayList<>();
    private volatile boolean closed;

    private Pauses() {}

    /** Begins to watch. */
    static Pauses watch() {
        Pauses watch = new Pauses();
        Thread thread = new Thread(watch::look, "pauses");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** Pauses that are known. */
    static Pauses of(List<Pause> known) {
        Pauses pauses = new Pauses();
        pauses.pauses.addAll(known);
        return pauses;
    }

    private void look() {
        while (!closed) {
            long wanted = System.nanoTime() + SLEEP;
            LockSupport.parkNanos(SLEEP);
            long now = System.nanoTime();
            if (now - wanted > USUAL) {
                add(new Pause(wanted, now));
            }
        }
    }

    private void add(Pause pause) {
        lock.lock();
        try {
            pauses.add(pause);
        } finally {
            lock.unlock();
        }
    }

    /** Returns how much of a span was pauses. */
    long within(long from, long to) {
        lock.lock();
        try {
            long sum = 0;
            for (int i = pauses.size() - 1; i >= 0 && pauses.get(i).to() > from; i--) {
                sum += Math.max(
                        0,
                        Math.min(to, pauses.get(i).to())
                                - Math.max(from, pauses.get(i).from()));
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is left of a call when the machine's pauses are taken off. */
    long without(Call call) {
        return call.nanos() - within(call.began(), call.ended());
    }

    /** Returns the longest pause, in nanoseconds. */
    long longest() {
        lock.lock();
        try {
            return pauses.stream()
                    .mapToLong(pause -> pause.to() - pause.from())
                    .max()
                    .orElse(0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
