package dev.aside.cache.testkit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * An executor that runs nothing until it is told to, on the thread that tells it. With it a test decides what happens while a
 * load is on its way.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads; each task runs once.
 */
public final class ManualExecutor implements Executor {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Creates an executor with nothing to do. */
    public ManualExecutor() {
        Born.note(this);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /**
     * Runs the task that has waited longest. What it throws reaches the caller.
     *
     * @return whether there was one
     */
    public boolean runNext() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /**
     * Runs what waits, and what is given to the executor meanwhile, until nothing is left.
     *
     * @return how many tasks ran
     */
    public int runAll() {
        int ran = 0;
        while (runNext()) {
            ran++;
        }
        return ran;
    }

    /**
     * Returns how many tasks wait.
     *
     * @return the count, which other threads may change at any time
     */
    public int size() {
        return tasks.size();
    }
}
