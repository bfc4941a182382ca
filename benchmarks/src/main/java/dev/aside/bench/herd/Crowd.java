package dev.aside.bench.herd;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.aside.bench.kit.Child;
import dev.aside.bench.peers.Loading;
import dev.aside.bench.peers.RedisPeers;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RMapCache;

/** One of several nodes, in a JVM of its own: its part of the crowd, which asks for one key when it has expired everywhere. */
final class Crowd {
    private static final List<String> JVM = List.of("-Xss256k", "-Xmx512m", "-XX:+UseSerialGC");

    static final Child CHILD = new Child(Crowd.class, JVM);

    /** What the child calls the loads after the expiry. */
    static final String LOADS = "loads";

    /** What the child calls the callers that were not answered. */
    static final String FAILED = "failed";

    /** What the child calls the longest time that a caller took, in milliseconds. */
    static final String SLOWEST = "slowest";

    private static final String KEY = "user:profile:00000042";
    private static final String VALUE = "a profile";

    /** Longer than the crowd takes, so that it expires once. */
    private static final Duration EXPIRY = Duration.ofSeconds(8);

    private static final Duration LOAD = Duration.ofMillis(200);
    private static final Duration POLL = Duration.ofMillis(5);

    /** Longer than a node takes to come, unless it has ended, and than anybody wants to wait. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicLong loads = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private final Function<String, @Nullable String> cache;

    private Crowd(Subject subject, RedisPeers server) {
        cache = open(subject, server);
    }

    /**
     * Prints what one node has seen.
     *
     * @param args the subject's name, where the server is, how many nodes there are, and how many callers this one has
     */
    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> end(error));
        RedisPeers server = RedisPeers.at(args[1]);
        RedisCommands<String, String> meeting = server.lettuce().sync();
        int nodes = Integer.parseInt(args[2]);
        Crowd crowd = new Crowd(Subject.valueOf(args[0]), server);
        String before = Objects.requireNonNull(crowd.cache.apply(KEY));
        if (!before.equals(VALUE)) {
            throw new IllegalStateException("The cache answers with something else");
        }
        crowd.askTogether(Integer.parseInt(args[3]), () -> {
            meet(meeting, "read", nodes);
            Uninterruptibles.sleepUninterruptibly(EXPIRY.plus(EXPIRY.dividedBy(4)));
            crowd.loads.set(0);
            meet(meeting, "expired", nodes);
        });
        Child.print(LOADS, (double) crowd.loads.get());
        Child.print(FAILED, (double) crowd.failed.get());
        Child.print(SLOWEST, crowd.slowest.get() / 1e6);
        System.exit(0); // some clients leave threads behind that are no daemons
    }

    /** Callers that wait to begin would keep the JVM for ever. */
    private static void end(Throwable error) {
        error.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    /** Waits until every node has come here, but not for ever: one may have ended. */
    private static void meet(RedisCommands<String, String> meeting, String place, int nodes) {
        long there = meeting.incr(place);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (there < nodes) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("Of " + nodes + " nodes " + there + " have come");
            }
            Uninterruptibles.sleepUninterruptibly(POLL);
            there = Long.parseLong(Objects.requireNonNull(meeting.get(place)));
        }
    }

    private Function<String, @Nullable String> open(Subject subject, RedisPeers server) {
        return switch (subject) {
            case ASIDE -> Loading.aside(server, EXPIRY, this::load);
            case REDISSON -> redisson(server);
            case JETCACHE -> Loading.jetcache(server, EXPIRY, this::load);
            case SPRING -> Loading.spring(server, EXPIRY, this::load);
        };
    }

    /** Redisson keeps for good what it has loaded, so the value that is to expire is put. */
    private Function<String, @Nullable String> redisson(RedisPeers server) {
        RMapCache<String, String> map = server.redissonLoading(this::load);
        boolean unused = map.fastPut(KEY, VALUE, EXPIRY.toMillis(), TimeUnit.MILLISECONDS);
        return map::get;
    }

    private String load(String key) {
        loads.incrementAndGet();
        Uninterruptibles.sleepUninterruptibly(LOAD);
        return VALUE;
    }

    /** Brings the callers to the start, gets ready, and lets them go. */
    private void askTogether(int callers, Runnable getReady) {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < callers; number++) {
            threads.add(new Thread(() -> ask(start), "caller-" + number));
        }
        threads.forEach(Thread::start);
        getReady.run();
        start.countDown();
        long end = System.nanoTime() + PATIENCE.toNanos();
        threads.forEach(thread -> join(thread, end));
    }

    /** Who is not answered in good time is not answered: some cache may wait for ever. */
    private void join(Thread thread, long end) {
        long left = Math.max(1, end - System.nanoTime());
        Uninterruptibles.joinUninterruptibly(thread, left, TimeUnit.NANOSECONDS);
        if (thread.isAlive()) {
            failed.incrementAndGet();
        }
    }

    private void ask(CountDownLatch start) {
        Uninterruptibles.awaitUninterruptibly(start);
        long before = System.nanoTime();
        try {
            if (!VALUE.equals(cache.apply(KEY))) {
                failed.incrementAndGet();
            }
        } catch (RuntimeException e) {
            failed.incrementAndGet();
        }
        slowest.accumulateAndGet(System.nanoTime() - before, Math::max);
    }
}
