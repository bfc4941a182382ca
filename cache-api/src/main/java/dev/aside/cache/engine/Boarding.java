package dev.aside.cache.engine;

import dev.aside.cache.route.CommitPosition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives callers seats: in a flight under way whose answer will do for them, or the first one in a new flight. */
final class Boarding<K, V> {

    private final Parts<K, V> parts;

    Boarding(Parts<K, V> parts) {
        this.parts = parts;
    }

    /** Takes a seat in the flight of the key. Whoever has the first one must start it. */
    Flights.Seat<K> seat(K key, Flight.Purpose purpose, Terms terms) {
        CommitPosition own = purpose.isAwaited() ? parts.own.floorOf(key, terms.token()) : null;
        boolean joins = parts.rules.mayJoin(own != null);
        if (joins && purpose == Flight.Purpose.REFRESH) {
            Flight<K> load = parts.flights.joinPresent(key, this::isPlainLoad);
            if (load != null) {
                return new Flights.Seat<>(load, false);
            }
        }
        boolean newer = purpose != Flight.Purpose.READ || terms.maxAgeMillis() != Long.MAX_VALUE;
        Flights<K> flights = newer ? parts.refreshes : parts.flights;
        return flights.join(
                key,
                flight -> joins && asksAsMuch(flight, purpose, terms) && parts.joinable(flight, terms),
                () -> flight(flights.home(), key, purpose, terms, own),
                purpose.isAwaited());
    }

    /** Returns a flight that nobody else joins. */
    Flight<K> alone(K key) {
        return flight(landed -> {}, key, Flight.Purpose.READ, Terms.NONE, null);
    }

    private Flight<K> flight(
            Consumer<Flight<K>> home, K key, Flight.Purpose purpose, Terms terms, @Nullable CommitPosition own) {
        Flight<K> flight = new Flight<>(
                home,
                key,
                parts.binding.entrySlot(key),
                parts.stripes.of(key),
                parts.runtime.ticker().nanos(),
                purpose,
                terms.maxAgeMillis());
        flight.own = own;
        return flight;
    }

    /** A load that ends with a new value or a failure is as good as a refresh; one that could serve something older is not. */
    private boolean isPlainLoad(Flight<K> flight) {
        return flight.loading && flight.last == null && parts.joinable(flight, Terms.NONE);
    }

    /** Whether the flight's answer will do for the caller: who wants a new value joins nobody who is content with an old one. */
    private static boolean asksAsMuch(Flight<?> flight, Flight.Purpose purpose, Terms terms) {
        boolean youngEnough = purpose == Flight.Purpose.READ && flight.maxAgeMillis <= terms.maxAgeMillis();
        return flight.reload || youngEnough;
    }
}
