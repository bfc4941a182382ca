package dev.aside.samples.demo.oracle;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every acknowledgement, and says how old a value served was: the time from the acknowledgement of the first
 * change the value misses to the begin of the read. Nothing, if no such acknowledgement came before the read began.
 *
 * <p>Each object has a chain of acknowledgements, newest first. A read of a fresh value looks at the newest one and is
 * done: no lock, no allocation. A chain is cut behind an acknowledgement older than the window; that one stays and stands
 * for all before it. So memory is bounded by the changes of one window plus one per object, and a value that old is
 * still found stale; only its age is then told too low, though never below the window less the time the read took.
 *
 * <p>Acknowledgements of one object must be recorded in the order of its versions, one at a time: {@link Versions} sees
 * to that. Times are those of {@link System#nanoTime}.
 */
public final class Oracle {
    private final AtomicReferenceArray<@Nullable Acknowledgement> newest;
    private final Queue<Acknowledgement> inWindow = new ConcurrentLinkedQueue<>();
    private final ReentrantLock sweeping = new ReentrantLock();
    private final long window;

    /**
     * Makes an oracle that has seen no change.
     *
     * @param objects how many objects it judges, numbered from 0
     * @param window how long acknowledgements are kept; several times the bound to be judged
     */
    public Oracle(int objects, Duration window) {
        this.newest = new AtomicReferenceArray<>(objects);
        this.window = window.toNanos();
    }

    /**
     * Records that a change was acknowledged.
     *
     * @param object the object changed
     * @param version its new version
     * @param now the time after the acknowledgement
     */
    public void acknowledge(int object, long version, long now) {
        Acknowledgement acknowledgement = new Acknowledgement(version, now, newest.get(object));
        newest.set(object, acknowledgement);
        inWindow.add(acknowledgement);
        sweep(now);
    }

    /**
     * Returns how old a value was when a read of it began.
     *
     * @param object the object read
     * @param version the version the read returned
     * @param began the time just before the read
     * @return nanoseconds since the first change the value misses was acknowledged; 0 if it misses none
     */
    public long age(int object, long version, long began) {
        Acknowledgement missed = null;
        Acknowledgement next = newest.get(object);
        while (next != null && next.version > version) {
            missed = next;
            next = next.older;
        }
        return missed == null ? 0 : Math.max(0, began - missed.at);
    }

    /** One thread at a time, and nobody waits for it: the next change sweeps what this one leaves. */
    private void sweep(long now) {
        if (sweeping.tryLock()) {
            try {
                Acknowledgement oldest = inWindow.peek();
                while (oldest != null && now - oldest.at > window) {
                    oldest.older = null;
                    inWindow.remove();
                    oldest = inWindow.peek();
                }
            } finally {
                sweeping.unlock();
            }
        }
    }

    private static final class Acknowledgement {
        final long version;
        final long at;
        // Goes from set to null once. A reader that races with the cut walks the old chain or the short one: both true.
        volatile @Nullable Acknowledgement older;

        Acknowledgement(long version, long at, @Nullable Acknowledgement older) {
            this.version = version;
            this.at = at;
            this.older = older;
        }
    }
}
