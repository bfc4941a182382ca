package dev.aside.cache.engine.session;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionRules;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions live while the store does not answer: what this node has loaded or stored lately, changed by the same rules as
 * in the store, and what the store is to be told of it when it is back. A session that has changes here is here until they are
 * stored.
 */
final class Refuge {

    /** The most sessions that are known here, each as large as a session may be at most; those used longest ago go first. */
    private static final int MOST = 10_000;

    /** The most steps that one session may have waiting: a request each. */
    private static final int MOST_STEPS = 1_000;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final SessionReply FULL = new SessionReply.Failed(
            StepReply.Outcome.NOT_APPLIED, "this node has as many changes as it may keep without it");
    private static final SessionReply TOO_LONG = new SessionReply.Failed(
            StepReply.Outcome.NOT_APPLIED, "it has not answered for longer than this node may go on by itself");

    /** A session, and the steps that the store has not been told of. */
    private static final class Guest {
        @Nullable
        SessionSlot slot;

        final List<SessionStep.OnSession> untold = new ArrayList<>();
    }

    private final Map<Digest, Guest> guests = new LinkedHashMap<>(16, 0.75f, true);
    private final ReentrantLock lock = new ReentrantLock();
    private final SessionRules rules;
    private final LongSupplier clock;
    private final CacheRuntime runtime;
    private final SessionSteps steps;
    private final long longestNanos;
    private int untold;
    private boolean telling;
    private boolean away;
    private long awaySinceNanos;

    Refuge(SessionOptions options, LongSupplier clock, CacheRuntime runtime, SessionSteps steps) {
        this.rules =
                new SessionRules(options.limits().attributes(), options.limits().bytes());
        this.clock = clock;
        this.runtime = runtime;
        this.steps = steps;
        this.longestNanos = options.outage().localFor().toNanos();
    }

    /** Notes a session as the store has it. */
    void know(Digest key, SessionSlot slot) {
        lock.lock();
        try {
            away = false;
            Guest guest = guests.computeIfAbsent(key, absent -> new Guest());
            if (guest.untold.isEmpty()) {
                guest.slot = slot;
            }
            makeRoom();
        } finally {
            lock.unlock();
        }
    }

    /** Does here what the store has done, so that the session is known as it is now. */
    void learn(SessionStep.OnSession step) {
        lock.lock();
        try {
            away = false;
            Guest guest = guests.computeIfAbsent(step.key(), absent -> new Guest());
            SessionRules.Transition done = rules.apply(guest.slot, step, clock.getAsLong());
            guest.slot = done.slot();
            if (!(done.reply() instanceof SessionReply.Saved)) {
                guests.remove(step.key()); // it was not known as the store has it
            }
            makeRoom();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a session is known here. */
    boolean knows(Digest key) {
        lock.lock();
        try {
            return guests.containsKey(key);
        } finally {
            lock.unlock();
        }
    }

    /** The store has said something else of it, or may have. */
    void forget(Digest key) {
        lock.lock();
        try {
            Guest guest = guests.get(key);
            if (guest != null && guest.untold.isEmpty()) {
                guests.remove(key);
            }
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom() {
        var all = guests.values().iterator();
        while (guests.size() > MOST && all.hasNext()) {
            if (all.next().untold.isEmpty()) {
                all.remove();
            }
        }
    }

    /** Returns whether a session has changes that the store does not know. */
    boolean holds(Digest key) {
        lock.lock();
        try {
            Guest guest = untold == 0 ? null : guests.get(key);
            return guest != null && !guest.untold.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Does a step here. */
    SessionReply apply(SessionStep.OnSession step) {
        lock.lock();
        try {
            if (isAwayTooLong()) {
                return TOO_LONG;
            }
            boolean changes = !(step instanceof SessionStep.Load);
            Guest guest = guests.getOrDefault(step.key(), new Guest());
            if (changes && (untold >= MOST || guest.untold.size() >= MOST_STEPS)) {
                return FULL;
            }
            return apply(guest, step, changes);
        } finally {
            lock.unlock();
        }
    }

    private SessionReply apply(Guest guest, SessionStep.OnSession step, boolean changes) {
        SessionRules.Transition done = rules.apply(guest.slot, step, clock.getAsLong());
        guest.slot = done.slot();
        if (done.slot() != null) {
            guests.put(step.key(), guest);
        }
        boolean applied = done.reply() instanceof SessionReply.Saved || done.reply() instanceof SessionReply.Done;
        if (changes && applied) {
            guest.untold.add(step);
            untold++;
            tellAfter(PAUSE);
        }
        return done.reply();
    }

    private boolean isAwayTooLong() {
        long now = runtime.ticker().nanos();
        if (!away) {
            away = true;
            awaySinceNanos = now;
        }
        return now - awaySinceNanos > longestNanos;
    }

    private void tellAfter(Duration pause) {
        if (!telling) {
            telling = true;
            var unused = runtime.scheduler().schedule(this::tell, pause);
        }
    }

    private void tell() {
        Digest key = null;
        List<SessionStep> some = List.of();
        lock.lock();
        try {
            telling = false;
            for (Map.Entry<Digest, Guest> one : guests.entrySet()) {
                if (!one.getValue().untold.isEmpty()) {
                    key = one.getKey();
                    some = List.copyOf(one.getValue().untold);
                    break;
                }
            }
        } finally {
            lock.unlock();
        }
        if (key != null) {
            Digest session = key;
            int told = some.size();
            var unused = steps.run(some).thenAccept(replies -> told(session, told, replies));
        }
    }

    /** What the store has answered is told, whatever it has said; the rest is told again, from the first that was not answered. */
    private void told(Digest key, int sent, List<SessionReply> replies) {
        int answered = 0;
        while (answered < sent && !(replies.get(answered) instanceof SessionReply.Failed)) {
            answered++;
        }
        lock.lock();
        try {
            Guest guest = guests.get(key);
            if (guest != null) {
                guest.untold.subList(0, answered).clear();
                untold -= answered;
                if (guest.untold.isEmpty()) {
                    guests.remove(key);
                }
            }
            if (untold > 0) {
                tellAfter(answered == sent ? Duration.ZERO : PAUSE);
            }
        } finally {
            lock.unlock();
        }
    }
}
