package dev.aside.samples.catalogue;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.NotWrittenException;
import dev.aside.cache.jackson.JacksonCodec;
import dev.aside.cache.micrometer.AsideMetrics;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts Redis and a replica, and says what the catalogue does with them. */
final class Main {
    private static final Pattern GETS = Pattern.compile("cmdstat_get:calls=(\\d+)");

    private final PrintStream out;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ProductTable table = new ProductTable();

    private Main(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the sample.
     *
     * @param args not used
     */
    public static void main(String[] args) throws NotWrittenException {
        run(System.out);
    }

    static void run(PrintStream out) throws NotWrittenException {
        try (RedisServer redis = RedisServer.builder().replicas(1).start()) {
            new Main(out).show(redis, redis.replicas().get(0));
        }
    }

    private void show(RedisServer writer, RedisServer reader) throws NotWrittenException {
        table.save(new Product(42, "tea", "drinks", new BigDecimal("3.50"), 5));
        earlierVersion(writer);
        RedisBackend backend =
                RedisBackend.builder().uri(uri(writer)).reader(uri(reader)).build();
        try (Aside aside = Aside.builder()
                .backend(backend)
                .recorder(AsideMetrics.of(registry))
                .build()) {
            ProductService service = new ProductService(aside, table);
            untilHit(service);
            say("an earlier version's value lacked the stock: absent, and loaded");
            service.find(7);
            service.find(7);
            say("product 7 is not there, asked for twice");
            service.save(new Product(7, "mug", "ware", new BigDecimal("9.00"), 1));
            say("written through: " + service.find(7).orElseThrow());
            service.reprice("drinks", new BigDecimal("1.10"));
            BigDecimal price = service.find(42).orElseThrow().price();
            say("all drinks have another price: " + price);
            service.delete(7);
            say("deleted: " + service.find(7));
            untilRead(reader, service);
            out.printf(
                    "the replica answers reads; by the meters: loads %.0f, far hits %.0f%n",
                    meter("cache.load", "result", "success"), meter("cache.hits", "tier", "far"));
        }
    }

    /** What the application stored before its products had a stock. */
    record Earlier(long id, String name, String category, BigDecimal price) {}

    private static void earlierVersion(RedisServer redis) {
        try (Aside aside = Aside.builder().backend(RedisBackend.of(uri(redis))).build()) {
            Cache<Long, Earlier> products = aside.cache("products", Long.class, Earlier.class)
                    .load(id -> new Earlier(id, "tea", "drinks", new BigDecimal("3.50")))
                    .codec(JacksonCodec.of(Earlier.class).withVersion(1))
                    .nearTier(false)
                    .build();
            while (products.stats().farHits() == 0) {
                products.get(42L);
            }
        }
    }

    /** A backend connects in the background; until it has, reads are answered by the table, and nothing is kept. */
    private static void untilHit(ProductService service) {
        while (service.stats().farHits() == 0) {
            service.find(42);
        }
    }

    /** A replica is asked once it is proven to be near enough, which takes part of a second. */
    private static void untilRead(RedisServer reader, ProductService service) {
        long before = reads(reader);
        while (reads(reader) == before) {
            service.find(42);
        }
    }

    private static long reads(RedisServer server) {
        Matcher gets = GETS.matcher(Objects.requireNonNull(server.command("INFO", "commandstats")));
        return gets.find() ? Long.parseLong(gets.group(1)) : 0;
    }

    private double meter(String name, String tag, String value) {
        return registry.get(name)
                .tags("cache", "products", tag, value)
                .functionCounter()
                .count();
    }

    private void say(String what) {
        out.printf("%s (queries so far: %d)%n", what, table.queries());
    }

    private static String uri(TestServer server) {
        return "redis://" + server.host() + ":" + server.port();
    }
}
