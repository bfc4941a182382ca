package dev.aside.bench.redisfaults;

import dev.aside.bench.faults.Fault;
import dev.aside.bench.faults.Row;
import dev.aside.bench.faults.ServerFaults;
import dev.aside.bench.faults.Stage;
import dev.aside.bench.faults.Use;
import dev.aside.bench.faults.WayFaults;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** One fault: what happens, to whom, and what is then allowed. */
@SuppressWarnings("ImmutableEnumChecker") // its faults are made anew by functions that keep nothing
enum RedisRow implements Row {
    REPLICA_CUT_OFF("replica cut off for 10 s", Layout.READER, ReplicaFaults.CutOff::new, 10_000),
    REPLICA_BEHIND("replica 5 s behind", Layout.READER, () -> new ReplicaFaults.Behind(Duration.ofSeconds(5)), 7_000),
    KILL("kill", Layout.ALONE, ServerFaults.Kill::new),
    FREEZE("freeze", Layout.ALONE, ServerFaults.Freeze::new, 2_000),
    UNHEARD("black hole to the server", Layout.ALONE, WayFaults::unheard, 2_000),
    UNANSWERED("black hole to the client", Layout.ALONE, WayFaults::unanswered, 2_000),
    RESET("reset", Layout.ALONE, WayFaults::reset),
    CORRUPT("corrupt", Layout.ALONE, WayFaults::corrupt),
    SWAPPED("swapped replies", Layout.ALONE, WayFaults::swapped),
    FULL("full", Layout.ALONE, RedisServerFaults.Full::new),
    LOADING("LOADING", Layout.SLOW_START, () -> new RedisServerFaults.Loading(Duration.ofSeconds(2)), 2_000),
    READONLY("READONLY", Layout.ALONE, RedisServerFaults.ReadOnly::new),
    BUSY("BUSY", Layout.ALONE, RedisServerFaults.Busy::new),
    NOSCRIPT("NOSCRIPT", Layout.ALONE, RedisServerFaults.NoScript::new),
    FAILOVER("failover, replicated", Layout.PAIR, ReplicaFaults.Handover::new),
    LOSSY_FAILOVER("failover, not replicated", Layout.PAIR, ReplicaFaults.LossyFailover::new),
    RESTORED("restored dump", Layout.ALONE, RedisServerFaults.Restored::new),
    FEED_KILLED("feed killed", Layout.ALONE, RedisWayFaults::killedFeed),
    FEED_HALF_OPEN("feed half-open", Layout.ALONE, WayFaults::halfOpen, 2_000),
    FEED_WITHOUT_PUSHES("feed, pushes dropped", Layout.ALONE, RedisWayFaults::withoutPushes, 2_000),
    FLUSHALL("FLUSHALL", Layout.ALONE, RedisServerFaults.FlushAll::new),
    ROTATION("rotation", Layout.USERS, RedisWayFaults::rotation),
    CERTIFICATE("certificate roll", Layout.TLS, RedisWayFaults::rolled),
    NOTHING_UP("nothing up at start", Layout.ALONE, ServerFaults.Absent::new);

    private final String label;
    private final Layout layout;
    private final Supplier<Fault<? super RedisPlace>> fault;
    private final Duration least;

    RedisRow(String label, Layout layout, Supplier<Fault<? super RedisPlace>> fault) {
        this(label, layout, fault, 0);
    }

    RedisRow(String label, Layout layout, Supplier<Fault<? super RedisPlace>> fault, long leastMillis) {
        this.label = label;
        this.layout = layout;
        this.fault = fault;
        this.least = Duration.ofMillis(leastMillis);
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Stage<RedisPlace> open() {
        return new Stage<>(RedisPlace.open(layout), fault.get());
    }

    @Override
    public List<Use> uses() {
        return List.of(Use.values());
    }

    @Override
    public Duration least() {
        return least;
    }

    /** Where nobody is told that it was gone, once that is found. */
    @Override
    public Duration recovery() {
        return switch (this) {
            case FREEZE, UNHEARD, UNANSWERED, FEED_HALF_OPEN -> Duration.ofMillis(1_500);
            default -> Duration.ofSeconds(1);
        };
    }

    @Override
    public boolean beginsWithServer() {
        return this != NOTHING_UP;
    }

    @Override
    public boolean keepsFences() {
        return this != LOSSY_FAILOVER && this != RESTORED;
    }
}
