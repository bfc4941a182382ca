package dev.aside.samples.demo;

import dev.aside.samples.demo.fleet.FarTier;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the cache of the demo lives. */
enum Backend {
    /** In this process, no server. */
    EMBEDDED(null),
    /** On a Redis server, shared by several processes. */
    REDIS(FarTier.REDIS),
    /** On several Memcached servers, shared by several processes. */
    MEMCACHED(FarTier.MEMCACHED);

    private final @Nullable FarTier tier;

    Backend(@Nullable FarTier tier) {
        this.tier = tier;
    }

    /** Returns what several processes share, or null where there is one process. */
    @Nullable
    FarTier tier() {
        return tier;
    }

    /** Returns the name used on the command line. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns all names, for messages. */
    static String titles() {
        return Arrays.stream(values()).map(Backend::title).collect(Collectors.joining(", "));
    }
}
