package dev.aside.cache.engine;

import dev.aside.cache.spi.SlotKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One first seat for each key and stripe while its flight is under way, and none in a flight that has been given up. Holds G2. */
final class FlightsLincheckTest {

    private static final Integer KEY = 1;

    @Test
    void oneIsFirst() {
        Lincheck.check(Real.class, Model.class);
    }

    @Test
    void aJoinThatLooksAndThenPutsIsFound() {
        Lincheck.mustFail(Planted.class, Model.class);
    }

    @Test
    void nobodyBoardsAFlightThatTheLastHasLeft() {
        Lincheck.check(Boarding.class, BoardingModel.class);
    }

    @Test
    void boardingAfterTheSeatIsTakenIsFound() {
        Lincheck.mustFail(LateBoarding.class, BoardingModel.class);
    }

    private static Flight<Integer> flight(Flights<Integer> flights, int stripe) {
        SlotKey slot = SlotKey.ofReference(SlotKey.Kind.ENTRY, KEY);
        return new Flight<>(flights::land, KEY, slot, stripe, 0, Flight.Purpose.READ, Long.MAX_VALUE);
    }

    /** The flights and stripes of the engine. */
    public static final class Real {
        private final Flights<Integer> flights = new Flights<>();
        private final Stripes stripes = new Stripes(new AtomicIntegerArray(2), "test");

        @Operation
        public boolean join() {
            return flights.join(
                            KEY,
                            flight -> flight.stripe == stripes.of(KEY),
                            () -> flight(flights, stripes.of(KEY)),
                            true)
                    .first();
        }

        @Operation
        public boolean land() {
            Flight<Integer> present = flights.underWay(KEY);
            return present != null && flights.land(present);
        }

        @Operation
        public void move() {
            stripes.move(KEY);
        }
    }

    /** What it means. */
    public static final class Model {
        private boolean underWay;
        private boolean moved;

        public boolean join() {
            boolean first = !underWay || moved;
            underWay = true;
            moved = false;
            return first;
        }

        public boolean land() {
            boolean landed = underWay;
            underWay = false;
            moved = false;
            return landed;
        }

        public void move() {
            moved = underWay;
        }
    }

    /** Looks, and then puts: two may be first. */
    public static final class Planted {
        private final Map<Integer, Integer> underWay = new ConcurrentHashMap<>();
        private final Stripes stripes = new Stripes(new AtomicIntegerArray(2), "test");

        @Operation
        public boolean join() {
            Integer present = underWay.get(KEY);
            if (present != null && present == stripes.of(KEY)) {
                return false;
            }
            underWay.put(KEY, stripes.of(KEY));
            return true;
        }

        @Operation
        public boolean land() {
            return underWay.remove(KEY) != null;
        }

        @Operation
        public void move() {
            stripes.move(KEY);
        }
    }

    /** Waiters that come and go. */
    public static final class Boarding {
        private final Flights<Integer> flights = new Flights<>();

        @Operation
        public boolean join() {
            return flights.join(KEY, flight -> true, () -> flight(flights, 0), true)
                    .first();
        }

        @Operation
        public boolean leave() {
            Flight<Integer> present = flights.underWay(KEY);
            if (present != null && present.leave()) {
                present.land();
                return true;
            }
            return false;
        }
    }

    /** What it means: the last who leaves ends the flight. */
    public static final class BoardingModel {
        private int waiters;

        public boolean join() {
            return waiters++ == 0;
        }

        public boolean leave() {
            return waiters != 0 && --waiters == 0;
        }
    }

    /** Takes a seat, and counts itself later: the last of the others may have left meanwhile. */
    public static final class LateBoarding {
        private final AtomicReference<@Nullable AtomicInteger> flight = new AtomicReference<>();

        @Operation
        public boolean join() {
            AtomicInteger present = flight.get();
            boolean first = present == null && flight.compareAndSet(null, new AtomicInteger());
            AtomicInteger seat = flight.get();
            if (seat != null) {
                seat.incrementAndGet();
            }
            return first;
        }

        @Operation
        public boolean leave() {
            AtomicInteger present = flight.get();
            return present != null && present.decrementAndGet() == 0 && flight.compareAndSet(present, null);
        }
    }
}
