package dev.aside.bench.redisfaults;

import dev.aside.cache.testkit.proxy.FaultProxy;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** What happens on the way between nodes and a server. */
final class WayFaults {
    private static final int SEED = 20_261_128;

    private WayFaults() {}

    /** Switched on once and off once, on all ways or on the last node's alone. */
    record Lasting(boolean all, Consumer<FaultProxy> on) implements Fault {
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

    /** Done again and again. */
    record Repeated(Duration pause, Consumer<Place> blow) implements Fault {
        Repeated(Consumer<Place> blow) {
            this(Duration.ofMillis(250), blow);
        }

        @Override
        public void again(Place place) {
            blow.accept(place);
        }

        @Override
        public void mend(Place place) {
            place.ways().forEach(FaultProxy::heal);
        }
    }

    /** Nothing that nodes send arrives. */
    static Fault unheard() {
        return new Lasting(true, way -> way.toServer().blackHole(true));
    }

    /** Nothing that the server answers arrives. */
    static Fault unanswered() {
        return new Lasting(true, way -> way.toClient().blackHole(true));
    }

    /** One node's connection is open at that end alone. */
    static Fault halfOpen() {
        return new Lasting(false, way -> {
            way.toServer().blackHole(true);
            way.toClient().blackHole(true);
        });
    }

    /** One node gets its answers, and nothing that it has not asked for. */
    static Fault withoutPushes() {
        return new Lasting(false, way -> way.dropPushes(true));
    }

    /** All connections end with an error. */
    static Fault reset() {
        return new Repeated(place -> place.ways().forEach(FaultProxy::resetAll));
    }

    /** The server ends all connections, and with them the feeds. */
    static Fault killedFeed() {
        return new Repeated(Place::disconnect);
    }

    /** A bit of an answer is wrong. */
    static Fault corrupt() {
        Random random = new Random(SEED);
        return new Repeated(place -> place.ways().forEach(way -> way.toClient().corruptByte(1 + random.nextInt(500))));
    }

    /** Two answers change places. */
    static Fault swapped() {
        Random random = new Random(SEED);
        return new Repeated(place -> place.ways().forEach(way -> way.swapReplies(1 + random.nextInt(5))));
    }

    /** Each time another password, and the old one is no good. */
    static Fault rotation() {
        int[] number = new int[1];
        return new Repeated(place -> {
            number[0]++;
            place.rotate(number[0]);
            if (number[0] % 3 == 0) {
                place.disconnect();
            }
        });
    }

    /** Each time another certificate, and connections end. */
    static Fault rolled() {
        return new Repeated(Duration.ofSeconds(1), place -> {
            place.renew();
            place.disconnect();
        });
    }
}
