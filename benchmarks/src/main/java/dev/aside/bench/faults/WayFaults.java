package dev.aside.bench.faults;

import dev.aside.cache.testkit.proxy.FaultProxy;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** What happens on the way between nodes and a server of any kind. */
public final class WayFaults {
    private static final int SEED = 20_261_128;

    private WayFaults() {}

    /**
     * Switched on once and off once, on all ways or on the last node's alone.
     *
     * @param all whether on all
     * @param on switches it on
     */
    public record Lasting(boolean all, Consumer<FaultProxy> on) implements Fault<Place> {
        @Override
        public void strike(Place place) {
            if (all) {
                place.ways().forEach(on);
            } else {
                on.accept(place.lastWay());
            }
        }

        @Override
        public void mend(Place place) {
            place.ways().forEach(FaultProxy::heal);
        }
    }

    /**
     * Done again and again.
     *
     * @param pause from one time to the next
     * @param blow does it
     * @param <P> where it can happen
     */
    public record Repeated<P extends Place>(Duration pause, Consumer<P> blow) implements Fault<P> {
        /**
         * One that comes four times in a second.
         *
         * @param blow does it
         */
        public Repeated(Consumer<P> blow) {
            this(Duration.ofMillis(250), blow);
        }

        @Override
        public void again(P place) {
            blow.accept(place);
        }

        @Override
        public void mend(P place) {
            place.ways().forEach(FaultProxy::heal);
        }
    }

    private static Fault<Place> repeated(Consumer<FaultProxy> blow) {
        return new Repeated<>(place -> place.ways().forEach(blow));
    }

    /**
     * Nothing that nodes send arrives.
     *
     * @return the fault
     */
    public static Fault<Place> unheard() {
        return new Lasting(true, way -> way.toServer().blackHole(true));
    }

    /**
     * Nothing that the server answers arrives.
     *
     * @return the fault
     */
    public static Fault<Place> unanswered() {
        return new Lasting(true, way -> way.toClient().blackHole(true));
    }

    /**
     * One node's connection is open at that end alone.
     *
     * @return the fault
     */
    public static Fault<Place> halfOpen() {
        return new Lasting(false, way -> {
            way.toServer().blackHole(true);
            way.toClient().blackHole(true);
        });
    }

    /**
     * All connections end with an error.
     *
     * @return the fault
     */
    public static Fault<Place> reset() {
        return repeated(FaultProxy::resetAll);
    }

    /**
     * A bit of an answer is wrong.
     *
     * @return the fault
     */
    public static Fault<Place> corrupt() {
        Random random = new Random(SEED);
        return repeated(way -> way.toClient().corruptByte(1 + random.nextInt(500)));
    }

    /**
     * Two answers change places.
     *
     * @return the fault
     */
    public static Fault<Place> swapped() {
        Random random = new Random(SEED);
        return repeated(way -> way.swapReplies(1 + random.nextInt(5)));
    }
}
