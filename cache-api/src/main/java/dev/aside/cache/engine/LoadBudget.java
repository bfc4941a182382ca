package dev.aside.cache.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds how many loads run at once and how many wait for their turn, first come, first served. Lock-free. */
final class LoadBudget {

    private final Executor executor;
    private final int maxRunning;
    private final int maxWaiting;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<Task> queue = new ConcurrentLinkedQueue<>();

    /** A load. */
    interface Task {
        void run();

        /** Called instead of {@link #run} if there is no room. */
        void refuse();

        /** Returns what runs it if it need not wait for its turn. */
        Executor runner();
    }

    LoadBudget(Executor executor, int maxRunning, int maxWaiting) {
        this.executor = executor;
        this.maxRunning = maxRunning;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Runs the task now, later, or refuses it.
     *
     * @param nested whether a running load of the same cache waits for it: then it is run at once, because a queue in which
     *     the waiting holds the places of the awaited never moves
     */
    void submit(Task task, boolean nested) {
        if (nested) {
            running.incrementAndGet();
            startOrRefuse(task);
        } else if (waiting.get() == 0 && acquire()) {
            startOrRefuse(task);
        } else if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            task.refuse();
        } else {
            queue.add(task);
            drain();
        }
    }

    int running() {
        return running.get();
    }

    private boolean acquire() {
        int now;
        do {
            now = running.get();
            if (now >= maxRunning) {
                return false;
            }
        } while (!running.compareAndSet(now, now + 1));
        return true;
    }

    private void startOrRefuse(Task task) {
        if (!start(task, task.runner())) {
            drain(); // whoever queued meanwhile has found the place taken
        }
    }

    /** Hands the task over, or refuses it and gives its place back. Returns which. */
    private boolean start(Task task, Executor runner) {
        Run run = new Run(task);
        try {
            runner.execute(run);
            return true;
        } catch (RuntimeException | Error e) {
            if (run.begun) {
                throw e; // the executor runs on this thread
            }
            running.decrementAndGet(); // it is full or closed, or no thread could be made
            task.refuse();
            return false;
        }
    }

    private final class Run implements Runnable {
        private final Task task;
        private volatile boolean begun;

        Run(Task task) {
            this.task = task;
        }

        @Override
        public void run() {
            begun = true;
            try {
                task.run();
            } finally {
                running.decrementAndGet();
                drain();
            }
        }
    }

    private void drain() {
        while (!queue.isEmpty() && acquire()) {
            Task next = queue.poll();
            if (next == null) {
                running.decrementAndGet();
            } else {
                waiting.decrementAndGet();
                start(next, executor);
            }
        }
    }
}
