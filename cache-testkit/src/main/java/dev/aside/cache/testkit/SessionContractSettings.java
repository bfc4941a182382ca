package dev.aside.cache.testkit;

import dev.aside.Aside;
import dev.aside.SessionStoreBuilder;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What a backend's test says of its sessions, and what its cases are made with. */
abstract class SessionContractSettings {

    /** An attribute of a user's type. */
    public record Basket(List<String> items) {}

    private static final byte[] SECRET = new byte[32];
    static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration TEST_PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger stores = new AtomicInteger();
    private final List<Aside> nodes = new ArrayList<>();

    /** For subclasses. */
    SessionContractSettings() {}

    /**
     * Makes the backend of another node, by which the same sessions are reached.
     *
     * @return a new backend, or the same one where there is only one node; the contract closes it
     */
    protected abstract CacheBackend newBackend();

    /**
     * Returns the runtime of all nodes.
     *
     * @return always the same one
     */
    protected abstract CacheRuntime runtime();

    /**
     * Lets time pass.
     *
     * @param by how long
     */
    protected abstract void advance(Duration by);

    /**
     * Returns how many nodes there can be.
     *
     * @return two, unless the sessions are in this process
     */
    protected int nodes() {
        return 2;
    }

    @BeforeAll
    void open() {
        for (int i = 0; i < nodes(); i++) {
            nodes.add(Aside.builder().backend(newBackend()).runtime(runtime()).build());
        }
    }

    @AfterAll
    void close() {
        nodes.forEach(Aside::close);
    }

    /** What a store is like, beyond what all of them are. */
    @FunctionalInterface
    protected interface Kind {
        /** Sets it. */
        SessionStoreBuilder set(SessionStoreBuilder builder);
    }

    /** One store, on each node. */
    final class Stores {
        final List<SessionStore> all = new ArrayList<>();

        Stores(Kind kind) {
            String name = "s" + Long.toHexString(runtime().newStamp()) + stores.incrementAndGet();
            for (Aside node : nodes) {
                SessionStoreBuilder builder = node.sessions(name)
                        .secret(SECRET)
                        .operationTimeout(Duration.ofSeconds(2))
                        .nearBound(Duration.ZERO) // what one node does is seen by the other as soon as it is done
                        .attribute("basket", Basket.class);
                all.add(kind.set(builder).build());
            }
        }

        SessionStore here() {
            return all.get(0);
        }

        SessionStore there() {
            return all.get(all.size() - 1);
        }
    }

    Stores stores() {
        return stores(builder -> builder.idleTimeout(Duration.ofMinutes(30)));
    }

    Stores stores(Kind kind) {
        return new Stores(kind);
    }

    static Session saved(SessionStore store, Object basket) {
        Session session = store.create();
        session.put("basket", basket);
        store.save(session);
        return session;
    }

    static Session load(SessionStore store, Session session) {
        return Objects.requireNonNull(store.load(session.id()), "the session is there");
    }

    boolean can(SessionBackend.Ability ability) {
        CacheBackend backend = newBackend();
        try {
            return backend.find(SessionBackend.class).orElseThrow().abilities().contains(ability);
        } finally {
            if (nodes() > 1) {
                backend.close();
            }
        }
    }

    Payload.Form newBackendForm() {
        CacheBackend backend = newBackend();
        try {
            return backend.form();
        } finally {
            if (nodes() > 1) {
                backend.close();
            }
        }
    }

    static Session login(SessionStore store, String principal) {
        Session session = store.create();
        session.principal(principal);
        store.save(session);
        return session;
    }

    /** Something that a thread does. */
    interface Doing {
        void run(int thread) throws Exception;
    }

    static void together(int threads, Doing doing) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int mine = i;
                all.add(pool.submit(() -> {
                    start.await();
                    doing.run(mine);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : all) {
                one.get(TEST_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
