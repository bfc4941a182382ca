package dev.aside.cache.engine;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what blocks on the thread of the caller that would otherwise only wait for it, where there is one, and on the executor
 * where there is none. It spares a load two changes of thread, which can cost many times what the load does.
 */
final class CallerFirst implements Executor {

    /** A caller that is about to wait, and what it can do meanwhile. */
    private static final class Turn {
        final CallerFirst owner;

        @Nullable
        Runnable task;

        boolean running;

        Turn(CallerFirst owner) {
            this.owner = owner;
        }
    }

    private static final ThreadLocal<@Nullable Turn> TURN = new ThreadLocal<>();

    private final Executor executor;
    private final boolean onCallers;

    /** @param onCallers whether a caller's thread may be used at all */
    CallerFirst(Executor executor, boolean onCallers) {
        this.executor = executor;
        this.onCallers = onCallers;
    }

    /** Begins what the caller is going to wait for, and then runs on this thread what that has asked to be run. */
    <T> T begin(Supplier<T> operation) {
        if (!onCallers) {
            return operation.get();
        }
        Turn outer = TURN.get();
        Turn mine = new Turn(this);
        TURN.set(mine);
        try {
            T begun = operation.get();
            run(mine);
            return begun;
        } finally {
            leave(mine, outer);
        }
    }

    private static void run(Turn mine) {
        Runnable task = mine.task;
        mine.running = true;
        mine.task = null;
        if (task != null) {
            task.run();
        }
    }

    private void leave(Turn mine, @Nullable Turn outer) {
        TURN.set(outer); // null stays as a thread's own, which is cheaper than to make room for it at every miss
        Runnable left = mine.task;
        if (left != null) {
            executor.execute(left); // the operation has failed after it had asked for this
        }
    }

    /** Takes the task to the caller whose turn it is on this thread, or to the executor. */
    @Override
    public void execute(Runnable task) {
        Turn mine = TURN.get();
        if (mine == null || mine.owner != this || mine.running || mine.task != null) {
            executor.execute(task);
        } else {
            mine.task = task;
        }
    }

    /** Whether this code runs as a caller's own turn. */
    boolean isOnCaller() {
        Turn mine = TURN.get();
        return mine != null && mine.owner == this && mine.running;
    }
}
