package dev.aside.simulation.plan;

import dev.aside.cache.Consistency;
import dev.aside.cache.LoadStrategies;
import dev.aside.cache.LoadStrategy;
import dev.aside.cache.WriteStrategy;
import dev.aside.simulation.node.Pace;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** How a run is set up, as a position of every knob. Immutable. */
public final class Setting {
    private static final List<Duration> BOUNDS = millis(1_000, 200, 50, 10);
    private static final List<Duration> HARD_LIVES = millis(60_000, 2_000, 500, 100);
    private static final List<Duration> LEASES = millis(1_000, 200, 60, 20);
    private static final List<Duration> WRITES = millis(1_000, 300, 100, 40);
    private static final List<Duration> LOADS = millis(2_000, 500, 200, 60);
    private static final List<Duration> OPERATIONS = millis(100, 40, 15);
    private static final List<Duration> LAGS = millis(200, 50, 10);
    private static final List<Pace> NETWORKS = List.of(
            Pace.of(300), Pace.of(200, 300, 900), Pace.of(200, 400, 2_000, 7_000), Pace.of(100, 1_000, 9_000, 30_000));
    private static final List<Pace> DATABASES = List.of(
            Pace.of(1_000),
            Pace.of(500, 1_100, 3_000),
            Pace.of(300, 2_000, 11_000, 33_000),
            Pace.of(1_000, 8_000, 40_000, 250_000));
    private static final List<Pace> THINKING = List.of(
            Pace.of(10_000),
            Pace.of(0, 1_000, 5_000),
            Pace.of(0, 2_000, 30_000),
            Pace.of(0, 10_000, 90_000, 400_000),
            Pace.of(10_000, 900_000, 3_000_000));

    private final Map<Knob, Integer> positions;

    private Setting(Map<Knob, Integer> positions) {
        this.positions = positions;
    }

    private static List<Duration> millis(int... spans) {
        return Arrays.stream(spans).mapToObj(Duration::ofMillis).toList();
    }

    /** Returns the one in which everything is tame. */
    public static Setting tame() {
        Map<Knob, Integer> positions = new EnumMap<>(Knob.class);
        for (Knob knob : Knob.values()) {
            positions.put(knob, 0);
        }
        return new Setting(positions);
    }

    /** Turns each knob by chance. */
    static Setting random(SplittableRandom random) {
        Map<Knob, Integer> positions = new EnumMap<>(Knob.class);
        for (Knob knob : Knob.values()) {
            boolean wild = random.nextInt(100) < knob.percent();
            positions.put(knob, wild ? random.nextInt(knob.positions()) : 0);
        }
        return new Setting(positions).possible();
    }

    /** A store like Memcached has no feed, and does not offer STRICT. */
    private Setting possible() {
        boolean memcached = get(Knob.MEMCACHED) > 0;
        Setting possible = memcached ? with(Knob.FEEDLESS, 1) : this;
        return memcached && get(Knob.MODE) == 3 ? possible.with(Knob.MODE, 2) : possible;
    }

    /** Returns whether callers go from node to node: where they are promised to see what they have changed on another. */
    public boolean roams() {
        return is(Knob.ROAMING) && get(Knob.MODE) == 2;
    }

    /** Returns whether nodes hear of each other's changes by the database: where they have copies, and the store tells nobody. */
    public boolean hears() {
        return is(Knob.HEARD) && is(Knob.MEMCACHED) && is(Knob.NEAR);
    }

    /** Returns the position of a knob. */
    public int get(Knob knob) {
        return Objects.requireNonNull(positions.get(knob));
    }

    /** Returns whether a knob is turned on. */
    public boolean is(Knob knob) {
        return get(knob) > 0;
    }

    /** Returns this with one knob turned. */
    public Setting with(Knob knob, int position) {
        Map<Knob, Integer> turned = new EnumMap<>(positions);
        turned.put(knob, position);
        return new Setting(turned);
    }

    /** Returns how many nodes there are. */
    public int nodes() {
        return 3 + get(Knob.NODES);
    }

    /** Returns how many keys there are. */
    public int keys() {
        return 1 + get(Knob.KEYS);
    }

    /** Returns the mode. */
    public Consistency consistency() {
        return switch (get(Knob.MODE)) {
            case 0 -> Consistency.EVENTUAL;
            case 1 -> Consistency.bounded(BOUNDS.get(get(Knob.BOUND)));
            case 2 -> Consistency.READ_YOUR_WRITES;
            default -> Consistency.STRICT;
        };
    }

    /** Returns how long a value lives. */
    public Duration hardLife() {
        return HARD_LIVES.get(get(Knob.HARD));
    }

    /** Returns how long an absence lives, as the builder has it. */
    public Duration absentLife() {
        Duration usual = Duration.ofSeconds(30);
        return hardLife().compareTo(usual) < 0 ? hardLife() : usual;
    }

    /** Returns when a value is worth refreshing. */
    public Duration softLife() {
        return hardLife().dividedBy(1 + get(Knob.SOFT));
    }

    /** Returns for how long past its life a strategy may serve a value. */
    public Duration staleWindow() {
        return get(Knob.STRATEGY) >= 3 ? hardLife().dividedBy(2) : Duration.ZERO;
    }

    /** Returns what reads do with what they find. */
    public LoadStrategy loadStrategy() {
        return switch (get(Knob.STRATEGY)) {
            case 0 -> LoadStrategies.lazy();
            case 1 -> LoadStrategies.refreshAhead(0.7);
            case 2 -> LoadStrategies.earlyExpiration(1);
            case 3 -> LoadStrategies.staleWhileRevalidate(staleWindow());
            default -> LoadStrategies.staleIfError(staleWindow());
        };
    }

    /** Returns what writes do. */
    public WriteStrategy writeStrategy() {
        return is(Knob.AROUND) ? WriteStrategy.WRITE_AROUND : WriteStrategy.WRITE_THROUGH;
    }

    /** Returns how long a lease lasts. */
    public Duration lease() {
        return LEASES.get(get(Knob.LEASE));
    }

    /** Returns how long a write may take. */
    public Duration write() {
        return WRITES.get(get(Knob.WRITE));
    }

    /** Returns how long a caller waits for a load. */
    public Duration hardLoad() {
        return LOADS.get(get(Knob.LOAD));
    }

    /** Returns how long a step may take. */
    public Duration operation() {
        return OPERATIONS.get(get(Knob.OPERATION));
    }

    /** Returns the largest lag of a replica that is read. */
    public Duration lag() {
        return LAGS.get(get(Knob.LAG));
    }

    /** Returns how long a slot remembers: as short as the builder allows. */
    public Duration memory() {
        return lease().plus(write()).plus(lag()).plusSeconds(5);
    }

    /** Returns how many loads may run at once. */
    public int budget() {
        return is(Knob.BUDGET) ? 3 - get(Knob.BUDGET) : 64;
    }

    /** Returns how far the replica of the store lags. */
    public Duration storeLag() {
        return Duration.ofMillis(is(Knob.STORE_LAG) ? 50 : 5);
    }

    /** Returns how long a message travels. */
    public Pace network() {
        return NETWORKS.get(get(Knob.NETWORK)).again();
    }

    /** Returns how long a statement takes. */
    public Pace database() {
        return DATABASES.get(get(Knob.DATABASE)).again();
    }

    /** Returns how long a caller thinks. */
    public Pace thinking() {
        return THINKING.get(get(Knob.THINKING)).again();
    }

    /** Returns what is not tame. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(consistency().toString())
                .append(", ")
                .append(nodes())
                .append(" nodes, ")
                .append(keys())
                .append(keys() == 1 ? " key" : " keys");
        for (Knob knob : Knob.values()) {
            boolean said = knob == Knob.NODES || knob == Knob.KEYS || knob == Knob.MODE;
            if (is(knob) && !said) {
                text.append(", ")
                        .append(knob.name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(get(knob));
            }
        }
        return text.toString();
    }
}
