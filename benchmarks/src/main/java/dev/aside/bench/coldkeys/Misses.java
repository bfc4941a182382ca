package dev.aside.bench.coldkeys;

import dev.aside.bench.kit.Child;
import dev.aside.bench.kit.Loops;
import dev.aside.bench.kit.Pauses;
import dev.aside.bench.kit.Sample;
import dev.aside.bench.kit.Upkeep;
import dev.aside.bench.peers.Loading;
import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.testkit.proxy.FaultProxy;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One subject, in a JVM of its own: 64 threads that miss on keys of their own, first straight at the server for the time it takes, and
 * then through a proxy that makes each trip take so long that a miss shows how many of them it has waited for.
 */
final class Misses {
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    static final Child CHILD = new Child(Misses.class, JVM);

    /** What the child calls the time of a miss. */
    static final String NANOS = "nanos";

    /** What the child calls the trips that a miss waits for. */
    static final String AWAITED = "awaited";

    /** What the child calls the requests on the wire, awaited or not. */
    static final String REQUESTS = "requests";

    private static final int THREADS = 64;
    private static final long LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Longer than everything else that a miss does, and than the pauses of a machine that is not overloaded. */
    private static final Duration TRIP = Duration.ofMillis(40);

    private static final int KEPT = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration EXPIRY = Duration.ofMinutes(10);

    private final AtomicLong next = new AtomicLong();
    private final LongAdder loads = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder trips = new LongAdder();
    private final Pauses pauses = Pauses.watch();

    private Misses() {}

    /**
     * Prints the figures of one subject.
     *
     * @param args the subject's name, where the server is, and how many milliseconds the JVM may live
     */
    public static void main(String[] args) {
        Subject subject = Subject.valueOf(args[0]);
        RedisPeers server = RedisPeers.at(args[1]);
        Misses misses = new Misses();
        misses.time(subject, server, Long.parseLong(args[2]) / 2);
        misses.count(subject, server, Long.parseLong(args[2]));
        System.exit(0); // some clients leave threads behind that are no daemons
    }

    private void time(Subject subject, RedisPeers server, long untilMillis) {
        Function<String, @Nullable String> cache = open(subject, server);
        settle(cache);
        long from = next.get();
        Duration span = span(untilMillis, 5);
        Sample sample = Loops.run(THREADS, thread -> () -> miss(cache), span.multipliedBy(2), 3, span);
        Child.print(NANOS, sample.nanos());
        requireKept(subject, server, from);
    }

    /** Misses alone until what was loaded is kept: a crowd at a JVM that has just begun would find it too slow for its time-outs. */
    private void settle(Function<String, @Nullable String> cache) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int kept = 0; kept < KEPT; ) {
            String key = key(next.getAndIncrement());
            String first = cache.apply(key);
            long before = loads.sum();
            String second = cache.apply(key);
            kept += loads.sum() == before && Objects.equals(first, second) ? 1 : 0;
            if (System.nanoTime() > end) {
                throw new IllegalStateException("What is loaded is not kept");
            }
        }
    }

    private void count(Subject subject, RedisPeers server, long untilMillis) {
        try (FaultProxy proxy = FaultProxy.resp(new InetSocketAddress(server.host(), server.port()))) {
            Function<String, @Nullable String> cache = open(subject, new RedisPeers(proxy.host(), proxy.port()));
            settle(cache);
            run(cache, span(untilMillis, 5));
            proxy.toServer().delay(TRIP);
            misses.reset();
            trips.reset();
            proxy.forgetCounts();
            long from = next.get();
            run(cache, span(untilMillis, 1));
            Child.print(AWAITED, (double) trips.sum() / misses.sum());
            Child.print(REQUESTS, (double) Upkeep.requestsBeside(proxy, Set.of()) / misses.sum());
            proxy.toServer().delay(Duration.ZERO);
            requireKept(subject, server, from);
        }
    }

    private void run(Function<String, @Nullable String> cache, Duration length) {
        Sample unused = Loops.run(THREADS, thread -> () -> miss(cache), length, 1, Duration.ofMillis(1));
    }

    /**
     * Makes sure that another node finds what was loaded. Who has given the server up, as a cache may that is too slow for its time-outs,
     * has measured something else.
     */
    private void requireKept(Subject subject, RedisPeers server, long from) {
        Function<String, @Nullable String> another = open(subject, server);
        settle(another);
        long before = loads.sum();
        long to = next.get();
        for (int at = 0; at < KEPT; at++) {
            String unused = another.apply(key(from + (to - from) * at / KEPT));
        }
        if (loads.sum() - before > KEPT / 10) {
            throw new IllegalStateException(subject + " has not stored " + (loads.sum() - before) + " of " + KEPT
                    + " keys: it did not use the server");
        }
    }

    private static Duration span(long untilMillis, int parts) {
        long left = untilMillis - ManagementFactory.getRuntimeMXBean().getUptime();
        return Duration.ofMillis(Math.max(300, left / parts));
    }

    private Function<String, @Nullable String> open(Subject subject, RedisPeers server) {
        return switch (subject) {
            case ASIDE -> Loading.aside(server, EXPIRY, this::load);
            case REDISSON -> server.redissonLoading(this::load)::get;
            case JETCACHE -> Loading.jetcache(server, EXPIRY, this::load);
            case SPRING -> Loading.spring(server, EXPIRY, this::load);
        };
    }

    private String load(String key) {
        loads.increment();
        long end = System.nanoTime() + LOAD_NANOS;
        for (long left = LOAD_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return key.repeat(5);
    }

    private static String key(long number) {
        return "user:profile:" + (10_000_000 + number);
    }

    private int miss(Function<String, @Nullable String> cache) {
        String key = key(next.getAndIncrement());
        long before = System.nanoTime();
        if (cache.apply(key) == null) {
            throw new IllegalStateException("A load without an answer");
        }
        trips.add(Math.round((double) pauses.without(before, System.nanoTime()) / TRIP.toNanos()));
        misses.increment();
        return 1;
    }
}
