package dev.aside.cache.redis;

import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The way to one server: by the connection that there is or, where one is likely to come, after waiting for it. */
final class Gate {

    /*
     * Who waits for a connection, and who does not
     * --------------------------------------------
     * While a connection is being made for the first time, or for the first time after one was lost, steps wait for it until
     * their deadline: the server is most likely there. Once an attempt has failed they fail at once, until there is a
     * connection again. Steps that wait have not been sent, so nothing is ever sent twice.
     */

    /** What is to be sent when there is a connection. */
    interface Passenger {
        /** Returns how many commands it is. */
        int size();

        void send(Wire by);

        /** It is not sent. */
        void failAll(StepReply.Failed reply);
    }

    private final Unanswered unanswered;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Passenger> waiting = new ArrayList<>();
    private volatile @Nullable Wire wire;
    private volatile boolean isHopeful = true;
    private boolean closed;
    private int waitingCommands;

    Gate(Unanswered unanswered) {
        this.unanswered = unanswered;
    }

    /** Returns the connection, or null if there is none. */
    @Nullable
    Wire wire() {
        return wire;
    }

    /** Returns the connection, if there is one that is not about to end. */
    @Nullable
    Wire usable() {
        Wire present = wire;
        return present == null || present.isLeft() ? null : present;
    }

    /** Returns the connection if it takes so many more commands, or null. */
    @Nullable
    Wire wireFor(int commands) {
        Wire present = usable();
        return present != null && unanswered.admits(commands) ? present : null;
    }

    /** Returns whether an attempt to reach the server has failed, and none has been made since that did not. */
    boolean isDown() {
        return !isHopeful;
    }

    void send(Passenger batch) {
        Wire present = usable();
        if (present == null) {
            await(batch);
        } else if (unanswered.admits(batch.size())) {
            batch.send(present);
        } else {
            batch.failAll(Failures.notApplied("too many commands wait for redis: " + unanswered.size()));
        }
    }

    private void await(Passenger batch) {
        Wire present;
        boolean waits = false;
        lock.lock();
        try {
            present = usable();
            if (present == null && isHopeful && !closed && unanswered.admits(waitingCommands, batch.size())) {
                waiting.add(batch);
                waitingCommands += batch.size();
                waits = true;
            }
        } finally {
            lock.unlock();
        }
        if (present != null) {
            send(batch);
        } else if (!waits) {
            batch.failAll(Failures.notApplied("there is no connection to redis"));
        }
    }

    /** There is a connection, in place of any other. Returns the one that was there before; what has waited is sent. */
    @Nullable
    Wire open(Wire fresh) {
        List<Passenger> sent;
        Wire before;
        lock.lock();
        try {
            before = wire;
            wire = fresh;
            isHopeful = true;
            sent = leave();
        } finally {
            lock.unlock();
        }
        sent.forEach(batch -> batch.send(fresh));
        return before;
    }

    /** A connection is gone. Returns whether it was the one that steps took. */
    boolean lose(Wire gone) {
        lock.lock();
        try {
            boolean mine = wire == gone;
            wire = mine ? null : wire;
            return mine;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any more for a connection that is not to be had just now. */
    void fail(String reason) {
        List<Passenger> failed;
        lock.lock();
        try {
            isHopeful = false;
            failed = leave();
        } finally {
            lock.unlock();
        }
        failed.forEach(batch -> batch.failAll(Failures.notApplied(reason)));
    }

    /** Lets all go who wait, and returns them. Called under the lock. */
    private List<Passenger> leave() {
        List<Passenger> gone = List.copyOf(waiting);
        waiting.clear();
        waitingCommands = 0;
        return gone;
    }

    /** Nobody waits any more from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        fail("the backend is closed");
    }
}
