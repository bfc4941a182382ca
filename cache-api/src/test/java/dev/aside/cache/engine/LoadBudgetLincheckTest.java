package dev.aside.cache.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Never more loads at once than allowed, and each runs or is refused. Holds G7. */
final class LoadBudgetLincheckTest {

    private static final int MAX = 1;

    @Test
    void noneTooManyAndNoneLost() {
        Lincheck.check(Real.class, Quiet.class);
    }

    @Test
    void noneIsLostBehindOneThatTheExecutorRejects() {
        Lincheck.check(Rejecting.class, Quiet.class);
    }

    @Test
    void aPlaceTakenWithoutComparingIsFound() {
        Lincheck.mustFail(Planted.class, Quiet.class);
    }

    @Test
    void aTaskThatNobodyLooksForIsFound() {
        Lincheck.mustFail(Forgetful.class, Quiet.class);
    }

    /** Loads that are handed to an executor which runs them when it is told to. */
    abstract static class Loads {
        private final Queue<Runnable> handed = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean rejects;
        private final AtomicInteger submitted = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final AtomicInteger atOnce = new AtomicInteger();
        private volatile boolean tooMany;

        Loads(boolean rejectsFirst) {
            this.rejects = new AtomicBoolean(rejectsFirst);
        }

        Executor executor() {
            return task -> {
                if (rejects.compareAndSet(true, false)) {
                    throw new RejectedExecutionException("the first is rejected");
                }
                if (atOnce.incrementAndGet() > MAX) {
                    tooMany = true;
                }
                handed.add(task);
            };
        }

        LoadBudget.Task task() {
            submitted.incrementAndGet();
            return new LoadBudget.Task() {
                @Override
                public Executor runner() {
                    return executor();
                }

                @Override
                public void run() {
                    atOnce.decrementAndGet();
                    ended.incrementAndGet();
                }

                @Override
                public void refuse() {
                    ended.incrementAndGet();
                }
            };
        }

        boolean runOne() {
            Runnable next = handed.poll();
            if (next != null) {
                next.run();
            }
            return next != null;
        }

        void checkAll() {
            while (runOne()) {
                // until nothing is left
            }
            if (tooMany || ended.get() != submitted.get()) {
                throw new IllegalStateException(
                        "too many: " + tooMany + ", submitted " + submitted + ", ended " + ended);
            }
        }
    }

    /** The budget of the engine. */
    public static final class Real extends Loads {
        private final LoadBudget budget = new LoadBudget(executor(), MAX, 2);

        /** Begins idle. */
        public Real() {
            super(false);
        }

        @Operation
        public void submit() {
            budget.submit(task(), false);
        }

        @Operation
        public void work() {
            runOne();
        }

        @Validate
        public void valid() {
            checkAll();
        }
    }

    /** The budget of the engine over an executor that is full once. */
    public static final class Rejecting extends Loads {
        private final LoadBudget budget = new LoadBudget(executor(), MAX, 2);

        /** Begins idle. */
        public Rejecting() {
            super(true);
        }

        @Operation
        public void submit() {
            budget.submit(task(), false);
        }

        @Operation
        public void work() {
            runOne();
        }

        @Validate
        public void valid() {
            checkAll();
        }
    }

    /** Looks whether there is a place, and then takes it. */
    public static final class Planted extends Loads {
        private final Executor executor = executor();
        private final AtomicInteger running = new AtomicInteger();

        /** Begins idle. */
        public Planted() {
            super(false);
        }

        @Operation
        public void submit() {
            LoadBudget.Task task = task();
            if (running.get() >= MAX) {
                task.refuse();
                return;
            }
            running.incrementAndGet();
            executor.execute(() -> {
                task.run();
                running.decrementAndGet();
            });
        }

        @Operation
        public void work() {
            runOne();
        }

        @Validate
        public void valid() {
            checkAll();
        }
    }

    /** Looks at the queue before it gives its place back, and not again. */
    public static final class Forgetful extends Loads {
        private final Executor executor = executor();
        private final AtomicInteger running = new AtomicInteger();
        private final Queue<LoadBudget.Task> waiting = new ConcurrentLinkedQueue<>();

        /** Begins idle. */
        public Forgetful() {
            super(false);
        }

        @Operation
        public void submit() {
            LoadBudget.Task task = task();
            if (running.compareAndSet(0, 1)) {
                start(task);
            } else {
                waiting.add(task);
            }
        }

        private void start(LoadBudget.Task task) {
            executor.execute(() -> {
                task.run();
                LoadBudget.Task next = waiting.poll();
                if (next == null) {
                    running.set(0);
                } else {
                    start(next);
                }
            });
        }

        @Operation
        public void work() {
            runOne();
        }

        @Validate
        public void valid() {
            checkAll();
        }
    }

    /** Operations that answer nothing. */
    public static final class Quiet {
        public void submit() {}

        public void work() {}
    }
}
