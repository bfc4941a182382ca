package dev.aside.cache.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The flights under way, one a key. A flight that may no longer be joined, because something has changed since it began or
 * it is older than the mode allows, is followed by one successor that all newcomers share. Lock-free for joiners; nothing
 * is ever computed inside the map.
 */
final class Flights<K> {

    private final ConcurrentHashMap<K, Flight<K>> underWay = new ConcurrentHashMap<>();
    private final Consumer<Flight<K>> home = this::land;

    /**
     * A place in a flight.
     *
     * @param flight the flight
     * @param first whether the caller is the one who must start it
     */
    record Seat<K>(Flight<K> flight, boolean first) {}

    /** @param awaited whether the seat is a waiter's, who is counted before anybody can see the flight without him */
    Seat<K> join(K key, Predicate<Flight<K>> joinable, Supplier<Flight<K>> newFlight, boolean awaited) {
        for (; ; ) {
            Flight<K> present = underWay.get(key);
            if (present != null && joinable.test(present) && (!awaited || present.join())) {
                return new Seat<>(present, false);
            }
            Flight<K> mine = newFlight.get();
            if (awaited) {
                mine.join();
            }
            boolean first =
                    present == null ? underWay.putIfAbsent(key, mine) == null : underWay.replace(key, present, mine);
            if (first) {
                return new Seat<>(mine, true);
            }
        }
    }

    /** Returns where a flight lands: one for all, since each needs one. */
    Consumer<Flight<K>> home() {
        return home;
    }

    /** Joins a flight under way, if there is one that will do. */
    @Nullable
    Flight<K> joinPresent(K key, Predicate<Flight<K>> joinable) {
        Flight<K> present = underWay.get(key);
        return present != null && joinable.test(present) && present.join() ? present : null;
    }

    /** Returns whether it was under way. */
    boolean land(Flight<K> flight) {
        return underWay.remove(flight.key, flight);
    }

    @Nullable
    Flight<K> underWay(K key) {
        return underWay.get(key);
    }

    int size() {
        return underWay.size();
    }
}
