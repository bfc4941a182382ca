package dev.aside.cache.micrometer;

import dev.aside.cache.Cache;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.spi.Recorder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Binds every cache of an {@code Aside} to a registry, as soon as it is built.
 *
 * <pre>{@code
 * Aside aside = Aside.builder().recorder(AsideMetrics.of(registry)).build();
 * }</pre>
 *
 * <p>What a cache counts is polled as {@link AsideCacheMetrics} has it. What is heard off the fast path is added as it
 * happens: {@code cache.loads} (timer, by {@code result}), {@code cache.value.age} (timer, by {@code tier}), {@code
 * cache.fills.refused} (counter, by {@code reason}) and {@code cache.available} (gauge, 1 or 0). All meters of a cache carry
 * its name in the tag {@code cache}.
 *
 * <p>Use one for each {@code Aside}. A registry knows a meter by its name and tags and keeps the first: give two {@code Aside}s
 * with caches of one name different tags. The caches are referred to weakly, and a cache that is gone leaves its last counts.
 * If a registry refuses a meter, which it does when another meter has the name, that is logged and the cache works on.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. Nothing here blocks, but for the moment in which a registry takes in
 * the meters of a cache just built.
 */
public final class AsideMetrics implements Recorder {

    private static final System.Logger LOG = System.getLogger(AsideMetrics.class.getName());

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<String, EventMeters> events = new ConcurrentHashMap<>();
    private final Set<String> bound = ConcurrentHashMap.newKeySet();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    private AsideMetrics(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /**
     * Returns metrics without tags of your own.
     *
     * @param registry where the meters are registered; it stays the caller's
     * @return the metrics, to be given to an {@code Aside} as its recorder
     */
    public static AsideMetrics of(MeterRegistry registry) {
        return of(registry, Tags.empty());
    }

    /**
     * Returns metrics whose meters carry these tags as well.
     *
     * @param registry where the meters are registered; it stays the caller's
     * @param tags the tags; the keys {@code cache}, {@code result}, {@code tier} and {@code reason} are taken, and replaced
     * @return the metrics, to be given to an {@code Aside} as its recorder
     */
    public static AsideMetrics of(MeterRegistry registry, Iterable<Tag> tags) {
        return new AsideMetrics(registry, Tags.of(tags));
    }

    /**
     * Registers the meters of a cache. An {@code Aside} calls this for each cache it builds; for a name that is known already
     * it does nothing.
     *
     * @param cache the cache
     */
    @Override
    public void built(Cache<?, ?> cache) {
        String name = cache.name();
        if (bound.add(name)) {
            events(name);
            try {
                new AsideCacheMetrics(cache, tags).bindTo(registry);
                registerAvailable(name);
            } catch (RuntimeException e) {
                warn(name, e);
            }
        }
    }

    /**
     * Registers the meters of a session store, as {@link AsideSessionMetrics} has them.
     *
     * @param sessions the store
     */
    @Override
    public void built(SessionStore sessions) {
        try {
            new AsideSessionMetrics(sessions, tags).bindTo(registry);
        } catch (RuntimeException e) {
            warn(sessions.name(), e);
        }
    }

    /**
     * Registers the meters of a leaderboard, as {@link AsideLeaderboardMetrics} has them.
     *
     * @param board the board
     */
    @Override
    public void built(Leaderboard board) {
        try {
            new AsideLeaderboardMetrics(board, tags).bindTo(registry);
        } catch (RuntimeException e) {
            warn(board.name(), e);
        }
    }

    private void registerAvailable(String cacheName) {
        Gauge.builder("cache.available", silent, names -> names.contains(cacheName) ? 0 : 1)
                .description("Whether the backend answers this cache: 1, or 0 while it is done without.")
                .tags(tags.and("cache", cacheName))
                .register(registry);
    }

    /** A registry may refuse a meter; no cache is to fail for that. */
    private static void warn(String cacheName, RuntimeException e) {
        LOG.log(
                System.Logger.Level.WARNING,
                cacheName + ": some of its meters are missing, the registry refused one",
                e);
    }

    /** Registering outside of the map's own lock: who comes second is given the same meters by the registry. */
    private EventMeters events(String cacheName) {
        EventMeters known = events.get(cacheName);
        if (known != null) {
            return known;
        }
        EventMeters fresh = register(cacheName);
        EventMeters other = events.putIfAbsent(cacheName, fresh);
        return other == null ? fresh : other;
    }

    private EventMeters register(String cacheName) {
        Tags named = tags.and("cache", cacheName);
        try {
            return new EventMeters(registry, named);
        } catch (RuntimeException e) {
            warn(cacheName, e);
            return new EventMeters(new CompositeMeterRegistry(), named); // nobody listens there
        }
    }

    @Override
    public void loaded(String cacheName, Duration took, boolean succeeded) {
        events(cacheName).loaded(took, succeeded);
    }

    @Override
    public void served(String cacheName, Tier tier, Duration age) {
        events(cacheName).served(tier, age);
    }

    @Override
    public void refused(String cacheName, Refusal refusal) {
        events(cacheName).refused(refusal);
    }

    @Override
    public void available(String cacheName, boolean available) {
        if (available) {
            silent.remove(cacheName);
        } else {
            silent.add(cacheName);
        }
    }

    @Override
    public String toString() {
        return "AsideMetrics" + bound;
    }
}
