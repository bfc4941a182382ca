package dev.aside.bench.redisfaults;

import java.time.Duration;
import java.util.function.Supplier;

/** One fault: what happens, to whom, and what is then allowed. */
@SuppressWarnings("ImmutableEnumChecker") // its faults are made anew by functions that keep nothing
enum Row {
    REPLICA_CUT_OFF("replica cut off for 10 s", Layout.READER, ReplicaFaults.CutOff::new, 10_000),
    REPLICA_BEHIND("replica 5 s behind", Layout.READER, () -> new ReplicaFaults.Behind(Duration.ofSeconds(5)), 7_000),
    KILL("kill", Layout.ALONE, ServerFaults.Kill::new),
    FREEZE("freeze", Layout.ALONE, ServerFaults.Freeze::new, 2_000),
    UNHEARD("black hole to the server", Layout.ALONE, WayFaults::unheard, 2_000),
    UNANSWERED("black hole to the client", Layout.ALONE, WayFaults::unanswered, 2_000),
    RESET("reset", Layout.ALONE, WayFaults::reset),
    CORRUPT("corrupt", Layout.ALONE, WayFaults::corrupt),
    SWAPPED("swapped replies", Layout.ALONE, WayFaults::swapped),
    FULL("full", Layout.ALONE, ServerFaults.Full::new),
    LOADING("LOADING", Layout.SLOW_START, () -> new ServerFaults.Loading(Duration.ofSeconds(2)), 2_000),
    READONLY("READONLY", Layout.ALONE, ServerFaults.ReadOnly::new),
    BUSY("BUSY", Layout.ALONE, ServerFaults.Busy::new),
    NOSCRIPT("NOSCRIPT", Layout.ALONE, ServerFaults.NoScript::new),
    FAILOVER("failover, replicated", Layout.PAIR, ReplicaFaults.Handover::new),
    LOSSY_FAILOVER("failover, not replicated", Layout.PAIR, ReplicaFaults.LossyFailover::new),
    RESTORED("restored dump", Layout.ALONE, ServerFaults.Restored::new),
    FEED_KILLED("feed killed", Layout.ALONE, WayFaults::killedFeed),
    FEED_HALF_OPEN("feed half-open", Layout.ALONE, WayFaults::halfOpen, 2_000),
    FEED_WITHOUT_PUSHES("feed, pushes dropped", Layout.ALONE, WayFaults::withoutPushes, 2_000),
    FLUSHALL("FLUSHALL", Layout.ALONE, ServerFaults.FlushAll::new),
    ROTATION("rotation", Layout.USERS, WayFaults::rotation),
    CERTIFICATE("certificate roll", Layout.TLS, WayFaults::rolled),
    NOTHING_UP("nothing up at start", Layout.ALONE, ServerFaults.Absent::new);

    private final String label;
    private final Layout layout;
    private final Supplier<Fault> fault;
    private final Duration least;

    Row(String label, Layout layout, Supplier<Fault> fault) {
        this(label, layout, fault, 0);
    }

    Row(String label, Layout layout, Supplier<Fault> fault, long leastMillis) {
        this.label = label;
        this.layout = layout;
        this.fault = fault;
        this.least = Duration.ofMillis(leastMillis);
    }

    String label() {
        return label;
    }

    Layout layout() {
        return layout;
    }

    Fault fault() {
        return fault.get();
    }

    /** How long the fault lasts where it is asked for that long, and never less than shows it. */
    Duration lasting(Duration asked) {
        return asked.compareTo(least) < 0 ? least : asked;
    }

    /** Within which time a server that is back must be used: where nobody is told that it was gone, once that is found. */
    Duration recovery() {
        return switch (this) {
            case FREEZE, UNHEARD, UNANSWERED, FEED_HALF_OPEN -> Duration.ofMillis(1_500);
            default -> Duration.ofSeconds(1);
        };
    }

    /** Whether there is a server when the nodes begin. */
    boolean beginsWithServer() {
        return this != NOTHING_UP;
    }

    /** Whether the server keeps what it has acknowledged, without which STRICT is not promised. */
    boolean keepsFences() {
        return this != LOSSY_FAILOVER && this != RESTORED;
    }
}
