package dev.aside.bench.session;

import dev.aside.bench.kit.Child;
import dev.aside.bench.kit.Loops;
import dev.aside.bench.kit.Sample;
import dev.aside.bench.kit.Upkeep;
import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.testkit.proxy.FaultProxy;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** One subject, in a JVM of its own: requests by eight threads for the time they take, and by one through a proxy that counts. */
final class Requests {
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    static final Child CHILD = new Child(Requests.class, JVM);

    static final String READ_NANOS = "read_nanos";
    static final String CHANGE_NANOS = "change_nanos";
    static final String READ_BYTES = "read_bytes";
    static final String CHANGE_BYTES = "change_bytes";
    static final String READ_REQUESTS = "read_requests";
    static final String CHANGE_REQUESTS = "change_requests";

    private static final int THREADS = 8;
    private static final int SESSIONS = 1_000;
    private static final int COUNTED = 1_000;

    /** How a client is told of changes. */
    private static final Set<String> FEED = Set.of("CONFIG", "PSUBSCRIBE", "SUBSCRIBE");

    private Requests() {}

    /**
     * Prints the figures of one subject.
     *
     * @param args the subject's name, where the server is, and how many milliseconds the JVM may live
     */
    public static void main(String[] args) {
        Subject subject = Subject.valueOf(args[0]);
        RedisPeers server = RedisPeers.at(args[1]);
        time(subject, server, Long.parseLong(args[2]));
        count(subject, server);
        System.exit(0); // some clients leave threads behind that are no daemons
    }

    private static List<String> begun(Shop shop) {
        return IntStream.range(0, SESSIONS).mapToObj(shop::begin).toList();
    }

    private static void time(Subject subject, RedisPeers server, long untilMillis) {
        Shop shop = Shop.open(subject, server);
        List<String> ids = begun(shop);
        long left = untilMillis - ManagementFactory.getRuntimeMXBean().getUptime();
        Duration span = Duration.ofMillis(Math.max(300, left / 17));
        Sample unused = run(span, shop, ids, true); // who reads without asking the server leaves the way there cold
        Sample reads = run(span, shop, ids, false);
        Sample changes = run(span, shop, ids, true);
        Child.print(READ_NANOS, reads.nanos());
        Child.print(READ_BYTES, reads.bytes());
        Child.print(CHANGE_NANOS, changes.nanos());
        Child.print(CHANGE_BYTES, changes.bytes());
    }

    private static Sample run(Duration span, Shop shop, List<String> ids, boolean changes) {
        AtomicInteger next = new AtomicInteger();
        return Loops.run(
                THREADS,
                thread -> () -> {
                    int number = next.getAndIncrement();
                    String id = ids.get(Math.floorMod(number, SESSIONS));
                    if (changes) {
                        shop.change(id, number);
                    } else {
                        shop.read(id);
                    }
                    return 1;
                },
                span.multipliedBy(2),
                3,
                span);
    }

    private static void count(Subject subject, RedisPeers server) {
        try (FaultProxy proxy = FaultProxy.resp(new InetSocketAddress(server.host(), server.port()))) {
            Shop shop = Shop.open(subject, new RedisPeers(proxy.host(), proxy.port()));
            List<String> ids = begun(shop);
            for (int warm = 0; warm < COUNTED; warm++) {
                shop.change(ids.get(warm % SESSIONS), warm);
                shop.read(ids.get(warm % SESSIONS));
            }
            proxy.forgetCounts();
            for (int at = 0; at < COUNTED; at++) {
                shop.read(ids.get(at % SESSIONS));
            }
            Child.print(READ_REQUESTS, (double) Upkeep.requestsBeside(proxy, FEED) / COUNTED);
            proxy.forgetCounts();
            for (int at = 0; at < COUNTED; at++) {
                shop.change(ids.get(at % SESSIONS), -at);
            }
            Child.print(CHANGE_REQUESTS, (double) Upkeep.requestsBeside(proxy, FEED) / COUNTED);
        }
    }
}
