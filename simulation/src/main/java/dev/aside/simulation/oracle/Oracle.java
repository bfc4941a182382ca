package dev.aside.simulation.oracle;

import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows what the database has committed and what has been acknowledged, and holds every read and every tier against it. What
 * a promise does not cover is said here, too, and nowhere else: a span in which acknowledged changes may be lost, and keys
 * that were changed by a process which died before it could say so.
 */
public final class Oracle {
    private static final String THING = "oracle";

    private final World world;
    private final Promise promise;
    private final History[] histories;
    private final List<Violation> violations = new ArrayList<>();
    private long excusedFromNanos = Long.MAX_VALUE;
    private long excusedUntilNanos = Long.MIN_VALUE;
    private long reads;

    /**
     * Creates an oracle.
     *
     * @param world where the run happens
     * @param initial the value that each key has had for ever, or null for none
     * @param promise what is promised
     */
    public Oracle(World world, List<? extends @Nullable Value> initial, Promise promise) {
        this.world = world;
        this.promise = promise;
        this.histories = new History[initial.size()];
        for (int key = 0; key < histories.length; key++) {
            histories[key] = new History();
            int unused = histories[key].committed(initial.get(key), Long.MIN_VALUE);
        }
    }

    /** Returns what is wrong so far. */
    public List<Violation> violations() {
        return violations;
    }

    /** Returns how many reads have been checked. */
    public long reads() {
        return reads;
    }

    /** Notes a violation. */
    public void violated(String rule, String what) {
        violations.add(new Violation(rule, what));
        world.tell("oracle", rule + ": " + what);
    }

    /**
     * The database has committed.
     *
     * @param key the key
     * @param value its new value, or null for none
     * @return the place of the commit in the key's history
     */
    public int committed(int key, @Nullable Value value) {
        return histories[key].committed(value, world.nanos());
    }

    /** A commit was surely fenced: whoever has read it reads nothing older any more. */
    public void fenced(int key, int place) {
        histories[key].fenced(place);
    }

    /** Fences may be lost. */
    public void forgetFenced() {
        for (History history : histories) {
            history.forgetFenced();
        }
    }

    /** A change has been acknowledged: its caller has been told that every tier knows. */
    public void acknowledged(int key, int place) {
        world.moved(THING);
        histories[key].acknowledged(place, world.nanos());
    }

    /** Acknowledged changes may be lost from now on: the store has come back without its last writes. */
    public void excuse() {
        excusedFromNanos = Math.min(excusedFromNanos, world.nanos());
        excusedUntilNanos = Long.MAX_VALUE;
    }

    /** What was lost has been said again, and takes as long to reach every reader as any change does. */
    public void excuseUntilHealed() {
        long bound = promise.isStrict() || !promise.isBounded() ? 0 : boundNanos();
        excusedUntilNanos = world.nanos() + bound;
    }

    private long boundNanos() {
        return promise.consistency().bound().toNanos();
    }

    /** A change of the key may have been lost with the process that made it: what was acknowledged before counts no more. */
    public void excuse(int key) {
        histories[key].excuse(world.nanos());
    }

    private boolean isExcused(long fromNanos) {
        return excusedFromNanos <= world.nanos() && fromNanos < excusedUntilNanos;
    }

    /**
     * A read begins.
     *
     * @param key the key
     * @param own what the reader's node had been told of its own changes
     * @param user what the user had been told of his, wherever that was, if he takes it along
     * @param maxAge the greatest age that the reader accepts, or null
     * @return what it must see
     */
    public Expectation expect(int key, Own own, @Nullable Own user, @Nullable Duration maxAge) {
        world.looked(THING);
        long now = world.nanos();
        History history = histories[key];
        int place = 0;
        String why = null;
        if (promise.isBounded()) {
            place = history.acknowledgedBefore(now - boundNanos());
            why = promise.isStrict() ? "STRICT" : "BOUNDED";
        }
        if (promise.seesOwn() && own.changed(key) > place) {
            place = own.changed(key);
            why = "READ_YOUR_WRITES";
        }
        if (promise.seesOwn() && user != null && user.changed(key) > place) {
            place = user.changed(key);
            why = "READ_YOUR_WRITES elsewhere";
        }
        if (promise.isStrict() && own.read(key) > place) {
            place = own.read(key);
            why = "MONOTONIC";
        }
        Duration life = maxAge == null || maxAge.compareTo(promise.life()) > 0 ? promise.life() : maxAge;
        return new Expectation(
                key, now, place, why, own, now - life.plus(promise.behind()).toNanos());
    }

    /** A read has been answered, by a value or, if null, by an absence. */
    public void answered(String who, Expectation expected, @Nullable Value value) {
        reads++;
        History history = histories[expected.key()];
        int place = history.placeOf(value);
        String read = who + " read " + Value.name(value) + " of key " + expected.key();
        if (place < 0 || (value != null && value.key() != expected.key())) {
            violated("COMMITTED", read + ", which was never committed");
        } else if (isExcused(expected.invokedNanos()) || history.isExcusedSince(expected.invokedNanos())) {
            return;
        } else if (place < expected.place()) {
            violated(
                    String.valueOf(expected.why()),
                    read + ", and " + Value.name(history.valueAt(expected.place())) + " had been "
                            + (expected.isMonotonic() ? "read" : "acknowledged"));
        } else if (history.replacedNanos(place) < expected.currentNanos()) {
            violated("AGE", read + ", which was replaced too long ago");
        } else if (history.isFenced(place)) {
            expected.own().read(expected.key(), place);
        }
    }

    /** The far store holds a value from now on. */
    public void stored(int key, @Nullable Value value) {
        world.looked(THING);
        History history = histories[key];
        int place = history.placeOf(value);
        int least = history.acknowledgedBefore(world.nanos());
        if (place < 0) {
            violated("COMMITTED", Value.name(value) + " of key " + key + " was stored and never committed");
        } else if (place < least && !isExcused(world.nanos())) {
            violated(
                    "NO STALE FILL",
                    Value.name(value) + " of key " + key + " was stored after " + Value.name(history.valueAt(least))
                            + " had been acknowledged");
        }
    }

    /**
     * A tier holds a value at rest.
     *
     * @param where the tier
     * @param key the key
     * @param value the value, or null for a known absence
     * @param settled the place of the last change that was made in a way which promises that every tier will know
     */
    public void atRest(String where, int key, @Nullable Value value, int settled) {
        History history = histories[key];
        int place = history.placeOf(value);
        if (place < settled) {
            violated(
                    "AT REST",
                    where + " has " + Value.name(value) + " of key " + key + ", and the database "
                            + Value.name(history.valueAt(history.last())));
        }
    }

    /** Returns the place of the last commit of a key. */
    public int last(int key) {
        return histories[key].last();
    }
}
