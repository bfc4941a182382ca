package dev.aside.bench.redisread;

import dev.aside.Aside;
import dev.aside.bench.kit.Keys;
import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.AsyncCache;
import dev.aside.cache.Cache;
import dev.aside.cache.redis.RedisBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Ours, by the defaults, but for the near tier: it would answer instead of the server, which is another question. */
final class AsideClient {
    private static final int AT_ONCE = 500;
    private static final int PASSES = 20;

    private AsideClient() {}

    static Client open(RedisPeers server, Keys keys, Source source, Duration expiry) {
        Cache<String, String> cache = Aside.builder()
                .backend(RedisBackend.of("redis://" + server.host() + ":" + server.port()))
                .build()
                .cache("bench", String.class, String.class)
                .nearTier(false)
                .expireAfterWrite(expiry)
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
        for (int pass = 0; pass < PASSES; pass++) {
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
