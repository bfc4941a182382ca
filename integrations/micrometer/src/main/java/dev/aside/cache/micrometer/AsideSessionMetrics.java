package dev.aside.cache.micrometer;

import dev.aside.cache.session.SessionStats;
import dev.aside.cache.session.SessionStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Binds the counts of one session store, which a registry polls: {@code session.loads} (by {@code result}), {@code
 * session.created}, {@code session.saves}, {@code session.saves.refused}, {@code session.deleted}, {@code session.expired}, {@code
 * session.attributes.unreadable}, {@code session.unavailable} and {@code session.degraded}. {@link AsideMetrics} does this for every
 * store of an {@code Aside}.
 *
 * <p>The store is referred to weakly. <b>Thread-safety:</b> safe for use by many threads. Binding twice changes nothing.
 */
public final class AsideSessionMetrics implements MeterBinder {

    private final SessionStore store;
    private final Tags tags;

    /**
     * Creates the binder; {@link #bindTo} binds.
     *
     * @param store the store, whose name becomes the tag {@code store}
     * @param tags further tags of all its meters
     */
    public AsideSessionMetrics(SessionStore store, Iterable<Tag> tags) {
        this.store = Objects.requireNonNull(store, "store");
        this.tags = Tags.concat(tags, "store", store.name());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        String loads =
                "The loads by who answered: near is this process, far the server; or that there is no such session.";
        counter("session.loads", loads, SessionStats::nearHits)
                .tag("result", "near")
                .register(registry);
        counter("session.loads", loads, SessionStats::farHits)
                .tag("result", "far")
                .register(registry);
        counter("session.loads", loads, SessionStats::misses)
                .tag("result", "miss")
                .register(registry);
        counter("session.created", "The sessions stored first.", SessionStats::created)
                .register(registry);
        counter("session.saves", "The saves that changed something.", SessionStats::saves)
                .register(registry);
        counter(
                        "session.saves.refused",
                        "The saves refused: gone, in conflict, too large, or too many sessions.",
                        SessionStats::refused)
                .register(registry);
        counter("session.deleted", "The sessions ended by a call.", SessionStats::deleted)
                .register(registry);
        counter("session.expired", "The sessions told of as having ended by themselves.", SessionStats::expired)
                .register(registry);
        counter(
                        "session.attributes.unreadable",
                        "The attributes that could not be read, and counted as not there.",
                        SessionStats::unreadable)
                .register(registry);
        counter("session.unavailable", "The calls that the server did not answer.", SessionStats::unavailable)
                .register(registry);
        counter(
                        "session.degraded",
                        "Of these, the calls answered all the same, as an option allows.",
                        SessionStats::degraded)
                .register(registry);
    }

    private FunctionCounter.Builder<SessionStore> counter(
            String name, String description, ToLongFunction<SessionStats> count) {
        FunctionCounter.Builder<SessionStore> builder =
                FunctionCounter.builder(name, store, some -> count.applyAsLong(some.stats()));
        return builder.description(description).tags(tags);
    }
}
