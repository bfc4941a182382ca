package dev.aside.cache.testkit;

import dev.aside.cache.Consistency;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What an {@link InMemoryServer} behaves like. What both kinds have in common is written once, in the server. */
enum StoreKind {
    /** Keeps to the millisecond, pushes what changes, has a replica, and offers every mode. */
    REDIS("in-memory", EnumSet.allOf(Consistency.Mode.class), 512 << 20) {
        @Override
        long endOfLife(long nowMillis, long untilMillis) {
            return untilMillis;
        }
    },

    /** Lives in whole seconds, says nothing unasked, takes a mebibyte at most, and offers no STRICT. */
    MEMCACHED("in-memory-memcached", EnumSet.complementOf(EnumSet.of(Consistency.Mode.STRICT)), 1 << 20) {
        @Override
        long endOfLife(long nowMillis, long untilMillis) {
            long asked = Math.max(0, untilMillis - nowMillis);
            long seconds = Math.max(MINIMUM_SECONDS, Math.floorDiv(asked + SECOND - 1, SECOND) + 1);
            return (Math.floorDiv(nowMillis, SECOND) + seconds) * SECOND;
        }
    };

    private static final long SECOND = 1_000;

    /** The server's second may end at once: a life of one would be no life. */
    private static final long MINIMUM_SECONDS = 2;

    private final String backendName;

    @SuppressWarnings("ImmutableEnumChecker") // wrapped, and never handed out for change
    private final Set<Consistency.Mode> modes;

    private final int maximumBytes;

    StoreKind(String backendName, Set<Consistency.Mode> modes, int maximumBytes) {
        this.backendName = backendName;
        this.modes = Collections.unmodifiableSet(modes);
        this.maximumBytes = maximumBytes;
    }

    String backendName() {
        return backendName;
    }

    Set<Consistency.Mode> modes() {
        return modes;
    }

    int maximumBytes() {
        return maximumBytes;
    }

    boolean pushes() {
        return this == REDIS;
    }

    boolean hasReplica() {
        return this == REDIS;
    }

    /** Returns when the server forgets a slot that is written now and asks to be kept until then. */
    abstract long endOfLife(long nowMillis, long untilMillis);
}
