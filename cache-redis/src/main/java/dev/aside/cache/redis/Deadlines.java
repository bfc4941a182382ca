package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Ends the waiting for answers whose time is up: by one look at all of them every few milliseconds, while there are any. */
final class Deadlines {

    /*
     * A process that stood still
     * --------------------------
     * A look that comes late says that this process stood still: collected garbage, was stopped, had no processor. Answers may
     * have come meanwhile, and wait to be read by a thread that stood still as well. So what came to its end meanwhile is given
     * as long as it stood still to be answered after all, but no more than a moment, and once.
     *
     * A thread that stood still
     * -------------------------
     * Where thousands of threads want a processor, this look may be in time and the connection's thread not. So nothing is given
     * up before that thread has had a turn to read what has come; should it come to it late, the same holds as above. It is
     * not waited for without end: it may be blocked.
     */

    /** How much later than its deadline the waiting may end. */
    static final Duration PERIOD = Duration.ofMillis(10);

    /** A look so late says that the process stood still. */
    static final Duration LATE = PERIOD.multipliedBy(2);

    /** How much longer at most what came to its end meanwhile is waited for. */
    static final Duration GRACE = Duration.ofMillis(50);

    /** In how long a thread that had a turn has read what had come before. */
    private static final Duration TURN = Duration.ofMillis(1);

    /** How long at most a connection's thread is waited for. */
    static final Duration LONGEST = Duration.ofMillis(500);

    /** Waits for an answer, until a time. */
    interface Waiting {
        /** Returns whether it has been answered, or given up. */
        boolean isDone();

        /** Returns until when it waits, by the ticker. */
        long deadlineNanos();

        /** Returns who reads the answer, or null if nobody does who is to be waited for: nothing has been sent, say. */
        default @Nullable Reader reader() {
            return null;
        }

        /** Waits no more. */
        void expire();
    }

    /** The thread that reads a connection's answers. */
    interface Reader {
        /** Does something when the thread has a turn. */
        void execute(Runnable task);

        /** Does something later, after the thread has read what came before. */
        void schedule(Runnable task, Duration pause);
    }

    private final CacheRuntime runtime;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile long dueNanos;

    Deadlines(CacheRuntime runtime) {
        this.runtime = runtime;
    }

    void add(Waiting one) {
        waiting.add(one);
        schedule();
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            dueNanos = runtime.ticker().nanos() + PERIOD.toNanos();
            runtime.scheduler().schedule(this::sweep, PERIOD);
        }
    }

    private void sweep() {
        long now = runtime.ticker().nanos();
        long late = now - dueNanos;
        scheduled.set(false);
        List<Waiting> over = over(now);
        if (late > LATE.toNanos() && !over.isEmpty()) {
            runtime.scheduler().schedule(() -> giveUp(over), grace(late));
        } else {
            giveUp(over);
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    /** Takes out what is answered, and returns what is not and ought to be. */
    private List<Waiting> over(long now) {
        List<Waiting> over = new ArrayList<>();
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting one = all.next();
            if (one.isDone()) {
                all.remove();
            } else if (one.deadlineNanos() - now <= 0) {
                all.remove();
                over.add(one);
            }
        }
        return over;
    }

    private static Duration grace(long lateNanos) {
        return Duration.ofNanos(Math.min(lateNanos, GRACE.toNanos()));
    }

    private void giveUp(List<Waiting> over) {
        Map<Reader, List<Waiting>> sent = new HashMap<>();
        for (Waiting one : over) {
            Reader reader = one.reader();
            if (reader == null) {
                end(List.of(one));
            } else {
                sent.computeIfAbsent(reader, by -> new ArrayList<>()).add(one);
            }
        }
        sent.forEach(this::giveUp);
    }

    private void giveUp(Reader reader, List<Waiting> over) {
        long asked = runtime.ticker().nanos();
        reader.execute(() -> {
            long late = runtime.ticker().nanos() - asked;
            reader.schedule(() -> end(over), late > LATE.toNanos() ? grace(late) : TURN);
        });
        runtime.scheduler().schedule(() -> end(over), LONGEST);
    }

    private static void end(List<Waiting> over) {
        for (Waiting one : over) {
            if (!one.isDone()) {
                one.expire();
            }
        }
    }
}
