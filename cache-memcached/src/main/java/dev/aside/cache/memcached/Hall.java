package dev.aside.cache.memcached;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where batches wait until it is known which nodes there are, and while that changes: each until its deadline, and not many. Where
 * it could not be found out they do not wait.
 */
final class Hall {

    private final int maximum;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Guest> guests = new ArrayDeque<>();
    private volatile boolean isOpen;
    private boolean isHopeful = true;
    private String why = "it is not known which nodes there are";

    private record Guest(Pending<?, ?> batch, Runnable begin) {}

    Hall(int maximum) {
        this.maximum = maximum;
    }

    /** Returns whether there is nothing to wait for. */
    boolean isOpen() {
        return isOpen;
    }

    /** Has a batch wait. Whatever comes of that, it begins or is answered. */
    void enter(Pending<?, ?> batch, Runnable begin) {
        boolean isLate;
        lock.lock();
        try {
            isLate = isOpen;
            if (!isLate && isHopeful && guests.size() < maximum) {
                guests.add(new Guest(batch, begin));
                return;
            }
        } finally {
            lock.unlock();
        }
        if (isLate) {
            begin(batch, begin);
        } else {
            batch.failUnlessBegun(why);
        }
    }

    private static void begin(Pending<?, ?> batch, Runnable begin) {
        if (batch.begins()) {
            begin.run();
        }
    }

    /** Lets all in, those who have waited first. */
    void open() {
        for (Guest guest = next(); guest != null; guest = next()) {
            begin(guest.batch(), guest.begin());
        }
    }

    private @Nullable Guest next() {
        lock.lock();
        try {
            Guest guest = guests.poll();
            isHopeful = true;
            isOpen = guest == null;
            return guest;
        } finally {
            lock.unlock();
        }
    }

    /** Has who comes from now on wait. */
    void shut() {
        lock.lock();
        try {
            isOpen = false;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any more, unless it is open. */
    void giveUp(String reason) {
        Deque<Guest> disappointed;
        lock.lock();
        try {
            isHopeful = false;
            why = reason;
            disappointed = new ArrayDeque<>(guests);
            guests.clear();
        } finally {
            lock.unlock();
        }
        disappointed.forEach(guest -> guest.batch().failUnlessBegun(reason));
    }
}
