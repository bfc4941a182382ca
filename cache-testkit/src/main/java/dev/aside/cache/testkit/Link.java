package dev.aside.cache.testkit;

import dev.aside.cache.spi.Scheduler;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way between one node and the server, and all that can go wrong on it. */
final class Link {

    private enum Fate {
        NOW,
        REFUSED,
        HELD,
        REPLY_LOST,
        LATER
    }

    private final List<Script> scripts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean hanging;
    private int refusals;
    private int lostReplies;
    private Duration delay = Duration.ZERO;
    private volatile boolean unavailable;
    private volatile boolean pushesPaused;
    private volatile boolean pushesLost;

    /** What was written down before it happens. */
    interface Script {
        /** Returns what happens to a batch, or null if nothing does. */
        @Nullable
        BatchFault take(List<SlotStep> batch);
    }

    Link(List<Script> scripts) {
        this.scripts = scripts;
    }

    /** Sends a batch; the work is what the server does with it. */
    CompletionStage<List<StepReply>> send(
            Supplier<List<StepReply>> work, List<SlotStep> batch, Duration timeout, Scheduler scheduler) {
        Answer answer = new Answer(work, batch.size(), timeout, scheduler);
        switch (fate(answer::now)) {
            case NOW -> meet(scripted(batch), answer);
            case REFUSED -> answer.refused();
            case HELD -> answer.expire();
            case REPLY_LOST -> {
                answer.expire();
                answer.workInVain();
            }
            case LATER -> answer.later(delay());
        }
        return answer;
    }

    /** Returns what a script has for a batch that no switch stands in the way of. */
    private @Nullable BatchFault scripted(List<SlotStep> batch) {
        for (Script script : scripts) {
            BatchFault fault = script.take(batch);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static void meet(@Nullable BatchFault fault, Answer answer) {
        if (fault == null) {
            answer.now();
            return;
        }
        fault.first().run();
        switch (fault.fate()) {
            case NORMAL -> answer.now();
            case REFUSED -> answer.refused();
            case TIMED_OUT -> answer.unknown();
            case REPLY_LOST -> {
                answer.workInVain();
                answer.unknown();
            }
            case DELAYED -> answer.later(fault.delay());
        }
    }

    private Fate fate(Runnable later) {
        lock.lock();
        try {
            if (unavailable) {
                return Fate.REFUSED;
            } else if (refusals > 0) {
                refusals--;
                return Fate.REFUSED;
            } else if (hanging) {
                held.add(later);
                return Fate.HELD;
            } else if (lostReplies > 0) {
                lostReplies--;
                return Fate.REPLY_LOST;
            }
            return delay.isZero() ? Fate.NOW : Fate.LATER;
        } finally {
            lock.unlock();
        }
    }

    static List<StepReply> failed(int size, StepReply.Outcome outcome, String reason) {
        return Collections.nCopies(size, new StepReply.Failed(outcome, reason));
    }

    void refuse(int batches) {
        lock.lock();
        try {
            refusals = batches;
        } finally {
            lock.unlock();
        }
    }

    void loseReplies(int batches) {
        lock.lock();
        try {
            lostReplies = batches;
        } finally {
            lock.unlock();
        }
    }

    void delay(Duration by) {
        lock.lock();
        try {
            delay = by;
        } finally {
            lock.unlock();
        }
    }

    private Duration delay() {
        lock.lock();
        try {
            return delay;
        } finally {
            lock.unlock();
        }
    }

    /** A server that wakes up does what it was sent while it slept, answered in time or not. */
    void hang(boolean on) {
        List<Runnable> released = List.of();
        lock.lock();
        try {
            hanging = on;
            if (!on) {
                released = new ArrayList<>(held);
                held.clear();
            }
        } finally {
            lock.unlock();
        }
        released.forEach(Runnable::run);
    }

    /** Returns how many batches wait for the server to wake up. */
    int held() {
        lock.lock();
        try {
            return held.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isUnavailable() {
        return unavailable;
    }

    void unavailable(boolean on) {
        unavailable = on;
    }

    void pausePushes(boolean on) {
        pushesPaused = on;
    }

    void losePushes(boolean on) {
        pushesLost = on;
    }

    boolean pushesPaused() {
        return pushesPaused;
    }

    /** Returns whether what the server says without being asked gets lost. */
    boolean pushesLost() {
        return pushesLost || unavailable;
    }

    /** What a caller waits for, and how it may come about. */
    private static final class Answer extends CompletableFuture<List<StepReply>> {
        private final Supplier<List<StepReply>> work;
        private final int size;
        private final Duration timeout;
        private final Scheduler scheduler;

        Answer(Supplier<List<StepReply>> work, int size, Duration timeout, Scheduler scheduler) {
            this.work = work;
            this.size = size;
            this.timeout = timeout;
            this.scheduler = scheduler;
        }

        void now() {
            complete(work.get());
        }

        void later(Duration delay) {
            expire();
            scheduler.schedule(this::now, delay);
        }

        void refused() {
            complete(failed(size, StepReply.Outcome.NOT_APPLIED, "the server is unavailable"));
        }

        void unknown() {
            complete(failed(size, StepReply.Outcome.UNKNOWN, "no answer in time"));
        }

        void workInVain() {
            List<StepReply> unused = work.get();
        }

        void expire() {
            Scheduler.Scheduled expiry = scheduler.schedule(this::unknown, timeout);
            whenComplete((replies, failure) -> expiry.cancel());
        }
    }
}
