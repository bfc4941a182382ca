package dev.aside.bench.farread;

import dev.aside.Aside;
import dev.aside.bench.kit.Keys;
import dev.aside.cache.AsyncCache;
import dev.aside.cache.Cache;
import dev.aside.cache.spi.CacheBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Ours, by the defaults, but for the near tier: it would answer instead of the server, which is another question. */
public final class AsideClient {
    /** Longer than a run: who expires is loaded again, which is no hit. */
    private static final Duration EXPIRY = Duration.ofHours(1);

    private static final int AT_ONCE = 100;

    /** Beside busy neighbours steps may not be answered in time, and their values are not stored. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private AsideClient() {}

    /**
     * Opens a cache and has it store every key.
     *
     * @param backend leads to the server
     * @param keys which
     * @param source loads them
     * @return its calls
     */
    public static Client open(CacheBackend backend, Keys keys, Source source) {
        Cache<String, String> cache = Aside.builder()
                .backend(backend)
                .build()
                .cache("bench", String.class, String.class)
                .nearTier(false)
                .expireAfterWrite(EXPIRY)
                .load(source::load)
                .build();
        fill(cache, keys, source);
        AsyncCache<String, String> async = cache.async();
        return new Client(
                cache::get,
                many -> inFlight(async, many),
                many -> cache.getAll(many).size());
    }

    /** Reads every key until nothing has to be loaded any more: a load's value is stored while its reader goes on. */
    private static void fill(Cache<String, String> cache, Keys keys, Source source) {
        List<String> all = keys.all();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            long before = source.asked();
            for (int from = 0; from < all.size(); from += AT_ONCE) {
                Map<String, String> unused = cache.getAll(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
            }
            if (source.asked() == before) {
                return;
            }
        }
        throw new IllegalStateException("The server does not keep what was loaded");
    }

    private static int inFlight(AsyncCache<String, String> cache, List<String> keys) {
        List<CompletableFuture<@Nullable String>> sent = new ArrayList<>(keys.size());
        for (String key : keys) {
            sent.add(cache.get(key));
        }
        int found = 0;
        for (CompletableFuture<@Nullable String> one : sent) {
            found += one.join() == null ? 0 : 1;
        }
        return found;
    }
}
