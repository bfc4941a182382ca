package dev.aside.cache.memcached;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who changes which slot. Steps of one process on one slot are done one after the other: they would only take the slot from
 * each other, and a server has to be asked again by whoever has lost it.
 */
final class Lanes {

    /** Steps on one slot. */
    interface Entrant {

        /** Returns what the slot is called. */
        String name();

        /** It is their turn. They leave when they have ended. */
        void begin();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Lane> lanes = new HashMap<>();

    private static final class Lane {
        private final Deque<Entrant> waiting = new ArrayDeque<>(2);
        private boolean busy;
        /** Somebody sees to who is next, and sees it if that one is done at once. */
        private boolean driven;
    }

    /** Has steps begin now, or when those before them have ended. */
    void enter(Entrant steps) {
        lock.lock();
        try {
            lanes.computeIfAbsent(steps.name(), name -> new Lane()).waiting.add(steps);
        } finally {
            lock.unlock();
        }
        drive(steps.name());
    }

    /** The steps at work have ended. */
    void leave(String name) {
        lock.lock();
        try {
            Lane lane = lanes.get(name);
            if (lane != null) {
                lane.busy = false;
            }
        } finally {
            lock.unlock();
        }
        drive(name);
    }

    private void drive(String name) {
        boolean first = true;
        for (Entrant next = next(name, first); next != null; next = next(name, first)) {
            first = false;
            next.begin();
        }
    }

    /** Returns who begins now, if it is for the caller to see to that: a lane has one driver at a time. */
    private @Nullable Entrant next(String name, boolean first) {
        lock.lock();
        try {
            Lane lane = lanes.get(name);
            if (lane == null || (first && lane.driven)) {
                return null;
            }
            Entrant next = lane.busy ? null : lane.waiting.poll();
            lane.driven = next != null;
            lane.busy |= next != null;
            if (next == null && !lane.busy) {
                lanes.remove(name);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
