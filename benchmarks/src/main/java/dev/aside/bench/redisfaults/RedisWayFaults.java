package dev.aside.bench.redisfaults;

import dev.aside.bench.faults.Fault;
import dev.aside.bench.faults.Place;
import dev.aside.bench.faults.WayFaults;
import java.time.Duration;

/** What happens on the way between nodes and Redis, and to nothing else. */
final class RedisWayFaults {
    private RedisWayFaults() {}

    /** One node gets its answers, and nothing that it has not asked for. */
    static Fault<Place> withoutPushes() {
        return new WayFaults.Lasting(false, way -> way.dropPushes(true));
    }

    /** The server ends all connections, and with them the feeds. */
    static Fault<RedisPlace> killedFeed() {
        return new WayFaults.Repeated<>(RedisPlace::disconnect);
    }

    /** Each time another password, and the old one is no good. */
    static Fault<RedisPlace> rotation() {
        int[] number = new int[1];
        return new WayFaults.Repeated<>(place -> {
            number[0]++;
            place.rotate(number[0]);
            if (number[0] % 3 == 0) {
                place.disconnect();
            }
        });
    }

    /** Each time another certificate, and connections end. */
    static Fault<RedisPlace> rolled() {
        return new WayFaults.Repeated<>(Duration.ofSeconds(1), place -> {
            place.renew();
            place.disconnect();
        });
    }
}
