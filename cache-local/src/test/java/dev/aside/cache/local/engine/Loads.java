package dev.aside.cache.local.engine;

import dev.aside.cache.testkit.ManualExecutor;
import java.util.concurrent.Executor;

/** Runs loads at once, on the thread that asks, until a test holds them. */
final class Loads implements Executor {

    private final ManualExecutor waiting = new ManualExecutor();
    private volatile boolean held;

    @Override
    public void execute(Runnable task) {
        if (held) {
            waiting.execute(task);
        } else {
            task.run();
        }
    }

    void hold() {
        held = true;
    }

    int size() {
        return waiting.size();
    }

    /** Runs the load that has waited longest, and holds on. */
    void runOne() {
        waiting.runNext();
    }

    void release() {
        held = false;
        waiting.runAll();
    }
}
