package dev.aside.cache.engine;

import dev.aside.cache.AsyncCache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.Explanation;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.spi.NearTier;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The asynchronous view. Each caller gets a future of its own, so that cancelling one disturbs nobody. */
final class EngineAsyncCache<K, V> implements AsyncCache<K, V> {

    private final Core<K, V> core;
    private final NearTier<K> near;
    private final Terms terms;

    EngineAsyncCache(Core<K, V> core, NearTier<K> near, Terms terms) {
        this.core = core;
        this.near = near;
        this.terms = terms;
    }

    @Override
    public String name() {
        return core.parts.name;
    }

    @Override
    public CompletableFuture<@Nullable V> get(K key) {
        Object hit = near.get(Objects.requireNonNull(key, "key"));
        return hit != null ? CompletableFuture.completedFuture(value(hit)) : answerOf(core.read(key, terms));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // only this cache's values come here
    private static <V> @Nullable V value(@Nullable Object answered) {
        return answered == NearTier.ABSENT ? null : (V) answered;
    }

    /** Returns a caller's own future of a flight's answer. */
    private CompletableFuture<@Nullable V> answerOf(Flight<K> flight) {
        Own<V> own = new Own<>(() -> core.leave(flight));
        flight.answer.whenComplete((answer, error) -> {
            if (error == null) {
                own.complete(value(answer.value()));
            } else {
                own.completeExceptionally(Waits.cause(error));
            }
        });
        return own;
    }

    /** A caller's own future: who cancels it no longer waits, and nobody else is concerned. */
    private static final class Own<V> extends CompletableFuture<@Nullable V> {
        private final Runnable leave;

        Own(Runnable leave) {
            this.leave = leave;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (completeExceptionally(new CancellationException())) {
                leave.run();
            }
            return isCancelled();
        }
    }

    @Override
    public CompletableFuture<@Nullable V> getIfPresent(K key) {
        Object hit = near.get(Objects.requireNonNull(key, "key"));
        return hit != null
                ? CompletableFuture.completedFuture(value(hit))
                : unwrapped(core.peek(key, terms).thenApply(EngineAsyncCache::value));
    }

    @Override
    public CompletableFuture<Map<K, V>> getAll(Collection<? extends K> keys) {
        List<K> distinct = List.copyOf(new LinkedHashSet<>(core.checked(keys)));
        Map<K, CompletableFuture<@Nullable V>> answers = new LinkedHashMap<>();
        for (K key : distinct) {
            Object hit = near.get(key);
            answers.put(key, hit == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(value(hit)));
        }
        List<K> missing = distinct.stream()
                .filter(key -> !Objects.requireNonNull(answers.get(key)).isDone())
                .toList();
        core.readAll(missing, terms).forEach((key, flight) -> answers.put(key, answerOf(flight)));
        CompletableFuture<Map<K, V>> own = new CompletableFuture<>();
        CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .whenComplete((all, error) -> {
                    if (error == null) {
                        own.complete(present(answers));
                    } else {
                        own.completeExceptionally(Waits.cause(error));
                    }
                });
        own.whenComplete((map, error) -> {
            if (own.isCancelled()) {
                answers.values().forEach(answer -> answer.cancel(false));
            }
        });
        return own;
    }

    private static <K, V> Map<K, V> present(Map<K, CompletableFuture<@Nullable V>> answers) {
        Map<K, V> present = new LinkedHashMap<>();
        answers.forEach((key, answer) -> {
            V value = answer.getNow(null); // all have ended
            if (value != null) {
                present.put(key, value);
            }
        });
        return present;
    }

    /** Returns a caller's own future that fails with what went wrong, without the wrappings of stages. */
    private static <T extends @Nullable Object> CompletableFuture<T> unwrapped(CompletableFuture<T> stage) {
        CompletableFuture<T> own = new CompletableFuture<>();
        stage.whenComplete((value, error) -> {
            if (error == null) {
                own.complete(value);
            } else {
                own.completeExceptionally(Waits.cause(error));
            }
        });
        return own;
    }

    @Override
    public CompletableFuture<ChangeOutcome> put(K key, V value) {
        return unwrapped(core.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
    }

    @Override
    public CompletableFuture<ChangeOutcome> invalidate(K key) {
        return unwrapped(core.invalidate(List.of(Objects.requireNonNull(key, "key"))));
    }

    @Override
    public CompletableFuture<ChangeOutcome> invalidateAll(Collection<? extends K> keys) {
        return unwrapped(core.invalidate(keys));
    }

    @Override
    public CompletableFuture<ChangeOutcome> invalidateTag(String tag) {
        return unwrapped(core.invalidateTag(Objects.requireNonNull(tag, "tag")));
    }

    @Override
    public CompletableFuture<@Nullable V> refresh(K key) {
        return answerOf(core.refresh(Objects.requireNonNull(key, "key"), terms));
    }

    @Override
    public CompletableFuture<ChangeOutcome> clear() {
        return unwrapped(core.clear());
    }

    @Override
    public CompletableFuture<Explanation> explain(K key) {
        return unwrapped(core.explain(Objects.requireNonNull(key, "key")));
    }

    @Override
    public CacheStats stats() {
        return Stats.of(core.parts);
    }

    @Override
    public AsyncCache<K, V> withMaxAge(Duration maxAge) {
        return new EngineAsyncCache<>(core, new NoNear<>(), terms.withMaxAge(maxAge));
    }

    @Override
    public AsyncCache<K, V> withToken(ChangeToken token) {
        Terms more = terms.withToken(token);
        return new EngineAsyncCache<>(core, core.parts.own.passing(near, more.token()), more);
    }
}
