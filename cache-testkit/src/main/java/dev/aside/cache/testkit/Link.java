package dev.aside.cache.testkit;

import dev.aside.cache.spi.Scheduler;
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

/** The way between one node and the server, and all that can go wrong on it. */
final class Link {

    private enum Fate {
        NOW,
        REFUSED,
        HELD,
        REPLY_LOST,
        LATER
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean hanging;
    private int refusals;
    private int lostReplies;
    private Duration delay = Duration.ZERO;
    private volatile boolean unavailable;
    private volatile boolean pushesPaused;
    private volatile boolean pushesLost;

    /** Sends a batch; the work is what the server does with it. */
    CompletionStage<List<StepReply>> send(
            Supplier<List<StepReply>> work, int size, Duration timeout, Scheduler scheduler) {
        Answer answer = new Answer();
        switch (fate(() -> answer.complete(work.get()))) {
            case NOW -> answer.complete(work.get());
            case REFUSED -> answer.complete(failed(size, StepReply.Outcome.NOT_APPLIED, "the server is unavailable"));
            case HELD -> answer.expire(size, timeout, scheduler);
            case REPLY_LOST -> {
                answer.expire(size, timeout, scheduler);
                List<StepReply> unused = work.get();
            }
            case LATER -> {
                answer.expire(size, timeout, scheduler);
                scheduler.schedule(() -> answer.complete(work.get()), delay());
            }
        }
        return answer;
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

    private static final class Answer extends CompletableFuture<List<StepReply>> {
        void expire(int size, Duration timeout, Scheduler scheduler) {
            List<StepReply> none = failed(size, StepReply.Outcome.UNKNOWN, "no answer in time");
            Scheduler.Scheduled expiry = scheduler.schedule(() -> complete(none), timeout);
            whenComplete((replies, failure) -> expiry.cancel());
        }
    }
}
