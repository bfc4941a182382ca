package dev.aside;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Recorder;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Caches beside a source of truth, what they share, and who owns it.
 *
 * <pre>{@code
 * try (Aside aside = Aside.builder().build()) {
 *     Cache<Long, Product> products = aside.cache("products", Long.class, Product.class)
 *             .load(repository::findById)
 *             .expireAfterWrite(Duration.ofMinutes(10))
 *             .build();
 *     Product product = products.get(42L);
 *     products.invalidate(42L);
 * }
 * }</pre>
 *
 * <p>It owns the backend it was given or made, the caches it built, one timer thread, and the threads that loaders run on
 * unless an executor was given; {@link #close()} ends them in the reverse order. Building one waits for no server.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public final class Aside implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final Caches caches;
    private final SessionStores sessions;
    private final Leaderboards leaderboards;
    private final Threads threads;

    private Aside(Ports ports, Threads threads) {
        this.caches = new Caches(ports);
        this.sessions = new SessionStores(ports);
        this.leaderboards = new Leaderboards(ports);
        this.threads = threads;
    }

    /**
     * Returns a builder. Nothing needs to be set: the default is the embedded backend, in this process, which needs the
     * artifact {@code cache-local}.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a builder of a cache. The types are given so that codecs can be found; the embedded backend holds any object by
     * reference and needs none. A generic type has no class: wrap it in a record, {@code record Teas(List<Product> all) {}}, of
     * which built-in codecs know lists, sets, maps and optionals, or cast the class and give a {@link CacheBuilder#codec codec}.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param name the name: 1 to 100 characters of letters, digits, {@code . _ -}; unique within this {@code Aside}, and the
     *     namespace of the cache on its servers
     * @param keyType the class of the keys
     * @param valueType the class of the values
     * @return a new builder
     * @throws CacheConfigurationException if the name is not allowed
     */
    public <K, V> CacheBuilder<K, V> cache(String name, Class<K> keyType, Class<V> valueType) {
        checkName("cache", name);
        return new CacheBuilder<>(
                caches,
                name,
                Objects.requireNonNull(keyType, "keyType"),
                Objects.requireNonNull(valueType, "valueType"));
    }

    private static void checkName(String what, String name) {
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new CacheConfigurationException(
                    "a " + what + "'s name is 1 to 100 characters of letters, digits, '.', '_', '-'");
        }
    }

    /**
     * Returns a builder of a session store.
     *
     * @param name the name: 1 to 100 characters of letters, digits, {@code . _ -}; unique among the session stores of this
     *     {@code Aside}, and the namespace of its sessions on their servers
     * @return a new builder
     * @throws CacheConfigurationException if the name is not allowed
     */
    public SessionStoreBuilder sessions(String name) {
        checkName("session store", name);
        return new SessionStoreBuilder(sessions, name);
    }

    /**
     * Returns a builder of a leaderboard.
     *
     * @param name the name: 1 to 100 characters of letters, digits, {@code . _ -}; unique among the leaderboards of this
     *     {@code Aside}, and the namespace of the board on its servers
     * @return a new builder
     * @throws CacheConfigurationException if the name is not allowed
     */
    public LeaderboardBuilder leaderboard(String name) {
        checkName("leaderboard", name);
        return new LeaderboardBuilder(leaderboards, name);
    }

    /**
     * Returns a builder of a change that the application makes itself, for example by its own SQL.
     *
     * @return a new builder
     */
    public ChangeBuilder change() {
        return new ChangeBuilder();
    }

    /**
     * Returns the caches built so far.
     *
     * @return a snapshot
     */
    public Collection<Cache<?, ?>> caches() {
        return caches.all();
    }

    /**
     * Closes leaderboards, session stores, caches, the backend and the threads, in this order. Calls in flight end with an
     * exception or their answer; later ones throw {@link dev.aside.cache.CacheClosedException}. Idempotent; does not wait for
     * loaders.
     */
    @Override
    public void close() {
        leaderboards.close();
        sessions.close();
        if (caches.close()) {
            threads.close();
        }
    }

    /** Builds an {@link Aside}. Each setting may be made once; not safe for use by many threads. */
    public static final class Builder {

        private @Nullable CacheBackend backend;
        private @Nullable Executor executor;
        private @Nullable Recorder recorder;
        private @Nullable CacheRuntime runtime;

        private Builder() {}

        /**
         * Sets where caches keep what they know. The {@code Aside} owns and closes it. By default the embedded backend.
         *
         * @param backend the backend
         * @return this
         */
        public Builder backend(CacheBackend backend) {
            this.backend = once("backend", this.backend, backend);
            return this;
        }

        /**
         * Sets what runs loaders and writers, which block. By default the caller that waits for one runs it on its own thread;
         * what no caller waits for, and what has a time-out that was set, runs on one virtual thread a call where the JDK has
         * them (21), else on a pool of daemon threads that grows as needed; each cache bounds its own loads. With an executor
         * set everything runs on it. What is given here is never shut down.
         *
         * @param executor the executor
         * @return this
         */
        public Builder executor(Executor executor) {
            this.executor = once("executor", this.executor, executor);
            return this;
        }

        /**
         * Sets who is told of the caches built, and of what happens off the fast path. By default nobody.
         *
         * @param recorder the recorder
         * @return this
         */
        public Builder recorder(Recorder recorder) {
            this.recorder = once("recorder", this.recorder, recorder);
            return this;
        }

        /**
         * Sets time, threads and chance together, for tests and simulations. Whoever passes a runtime drives its coarse
         * clock. Excludes {@link #executor}.
         *
         * @param runtime the runtime
         * @return this
         */
        public Builder runtime(CacheRuntime runtime) {
            this.runtime = once("runtime", this.runtime, runtime);
            return this;
        }

        private static <T> T once(String name, @Nullable T before, T now) {
            Objects.requireNonNull(now, name);
            if (before != null) {
                throw new CacheConfigurationException(name + " is set already, to " + before + ", and now to " + now);
            }
            return now;
        }

        /**
         * Builds.
         *
         * @return the {@code Aside}, which the caller closes
         * @throws CacheConfigurationException if no backend is given and {@code cache-local} is not there, or settings
         *     contradict each other
         */
        public Aside build() {
            if (runtime != null && executor != null) {
                throw new CacheConfigurationException(
                        "runtime has an executor, " + runtime.executor() + ", and executor gives another, " + executor);
            }
            LocalTiersFinder local = new LocalTiersFinder();
            CacheBackend chosen = backend == null ? local.required().embedded() : backend;
            Threads threads = runtime == null ? Threads.start(executor) : Threads.none();
            CacheRuntime used = runtime == null ? threads.runtime() : runtime;
            Recorder told = recorder == null ? Recorder.NONE : new HarmlessRecorder(recorder, used.ticker());
            boolean onCallers = runtime == null && executor == null;
            Ports ports = Ports.of(chosen, used, told, local.found(), onCallers);
            return new Aside(ports, threads);
        }
    }
}
