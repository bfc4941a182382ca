package dev.aside.bench.memcachedfaults;

import dev.aside.bench.faults.Fault;
import dev.aside.bench.faults.Moments;
import dev.aside.bench.faults.Place;
import dev.aside.bench.faults.WayFaults.Lasting;
import dev.aside.bench.faults.WayFaults.Repeated;
import dev.aside.cache.testkit.proxy.FaultProxy;
import java.time.Duration;
import java.util.function.Consumer;

/** What happens to Memcached, or on the way to it. */
final class Blows {
    private static final Duration SLOW = Duration.ofMillis(150);
    private static final int TRICKLE = 40_000;

    private Blows() {}

    private static Fault<Place> repeated(Consumer<FaultProxy> blow) {
        return new Repeated<>(place -> place.ways().forEach(blow));
    }

    /** Nobody listens, and connections that are open end. */
    static Fault<Place> refused() {
        return new Lasting(true, way -> {
            way.refuse(true);
            way.resetAll();
        });
    }

    /** Whoever connects is accepted, and is not answered. */
    static Fault<Place> silent() {
        return new Lasting(true, way -> {
            way.toClient().blackHole(true);
            way.resetAll();
        });
    }

    /** The server says that it will send nothing more, and reads on. */
    static Fault<Place> halfClosed() {
        return repeated(way -> way.toClient().halfClose());
    }

    /** All connections end in good order. */
    static Fault<Place> closed() {
        return repeated(FaultProxy::closeAll);
    }

    /** Every answer comes later than a step may take. */
    static Fault<Place> slow() {
        return new Lasting(true, way -> way.toClient().delay(SLOW));
    }

    /** Everything comes in small pieces. */
    static Fault<Place> sliced() {
        return new Lasting(true, way -> {
            way.toClient().throttle(TRICKLE);
            way.toServer().throttle(TRICKLE);
        });
    }

    /** Connections end in the middle of an answer. */
    static Fault<Place> cut() {
        return repeated(way -> way.toClient().cutAfter(40));
    }

    /** An answer to these commands never comes, and the next looks like it. */
    static Fault<Place> eaten(String command) {
        return repeated(way -> way.eatReply(command, 1));
    }

    /** These commands are done, and the connection ends before it is said. */
    static Fault<Place> lost(String command) {
        return repeated(way -> way.loseReply(command, 1));
    }

    /** A bit of what is sent to the server is wrong. */
    static Fault<Place> corruptRequests() {
        int[] next = new int[1];
        return repeated(way -> {
            next[0] = (next[0] + 37) % 400;
            way.toServer().corruptByte(1 + next[0]);
        });
    }

    /** Others fill the server, which forgets what it held. */
    static final class Full implements Fault<MemcachedPlace> {
        @Override
        public void again(MemcachedPlace place) {
            place.crowd();
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(1);
        }

        @Override
        public void mend(MemcachedPlace place) {
            if (place.evictions() == 0) {
                throw new IllegalStateException("Memcached has thrown nothing away");
            }
        }
    }

    /** Somebody empties the server. */
    static Fault<MemcachedPlace> flushed() {
        return new Repeated<>(MemcachedPlace::flush);
    }

    /** The server is started anew, and is empty. */
    static Fault<MemcachedPlace> restarted() {
        return new Repeated<>(Duration.ofSeconds(1), place -> place.server().restart());
    }

    /** Another server, an empty one, takes the place of the first. */
    static final class Replaced implements Fault<MemcachedPlace> {
        private static final Duration GONE = Duration.ofMillis(300);

        @Override
        public void strike(MemcachedPlace place) {
            place.server().kill();
            Moments.pass(GONE);
            place.leadToSpare();
        }
    }
}
