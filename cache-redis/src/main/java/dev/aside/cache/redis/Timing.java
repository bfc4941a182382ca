package dev.aside.cache.redis;

import java.time.Duration;

/** How long what takes, as far as nobody can set it. */
final class Timing {

    /** How long a connection may take to be made, TLS and authentication included. What takes longer is a server that does not answer. */
    static final Duration CONNECT = Duration.ofSeconds(1);

    /** How soon it is tried again to connect, at first: what was started anew is there in a moment. */
    static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    /** How late at most it is tried again to connect, so that a server is used within a second of its return. */
    static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** How often a server is asked whether it is there, if no feed wants a proof more often. */
    static final Duration LONGEST_BEAT = Duration.ofMillis(400);

    /** How long an answer may take. With two beats this finds a silent peer within 1.5 seconds. */
    static final Duration SILENCE = Duration.ofMillis(700);

    /** By how much what is due at each beat may be early: a beat that comes a little early is not to be skipped for it. */
    static final long EARLY_NANOS = Duration.ofMillis(2).toNanos();

    /** How long a connection may still be used after another has taken its place: who had just taken it can still send. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private Timing() {}
}
