package dev.aside.cache.memcached;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backend was told of its servers.
 *
 * @param places where they are, if they are listed
 * @param endpoint who lists them, if they are not; else null
 * @param pause how often it is asked
 * @param access how they are spoken to
 * @param maximumCommands how much may be sent to each and not be answered
 * @param maximumBytes the same in bytes of values
 */
record Plan(
        List<Place> places,
        @Nullable Place endpoint,
        Duration pause,
        Access access,
        int maximumCommands,
        long maximumBytes) {

    Queue queue() {
        return new Queue(maximumCommands, maximumBytes);
    }

    @Override
    public String toString() {
        return endpoint == null ? places.toString() : "[listed by " + endpoint + "]";
    }
}
