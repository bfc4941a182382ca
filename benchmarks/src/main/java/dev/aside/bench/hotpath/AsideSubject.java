package dev.aside.bench.hotpath;

import dev.aside.Aside;
import dev.aside.bench.kit.Keys;
import dev.aside.cache.Cache;
import dev.aside.cache.redis.RedisBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ours, by the defaults, as the first example of the documentation has it: loading, expiring, counting. */
final class AsideSubject {
    private static final int AT_ONCE = 500;
    private static final int PASSES = 50;

    private AsideSubject() {}

    static HitCache open(Keys keys, Duration expiry) {
        FillOnly source = new FillOnly();
        Cache<String, Object> cache = Aside.builder()
                .build()
                .cache("bench", String.class, Object.class)
                .maximumSize(keys.bound())
                .expireAfterWrite(expiry)
                .load(source::load)
                .build();
        keys.all().forEach(cache::get);
        source.seal();
        return cache::get;
    }

    /** The near tier in front of a server, which tells it what has changed. */
    static HitCache openOnRedis(String place, Keys keys, Duration expiry) {
        FillOnly source = new FillOnly();
        Cache<String, Integer> cache = Aside.builder()
                .backend(RedisBackend.of("redis://" + place))
                .build()
                .cache("bench", String.class, Integer.class)
                .maximumSize(keys.bound())
                .expireAfterWrite(expiry)
                .load(source::number)
                .build();
        holdNear(cache, keys.all());
        source.seal();
        return cache::get;
    }

    /** Reads every key until the near tier answers for all of them: its copies come after the answers that they are made of. */
    private static void holdNear(Cache<String, Integer> cache, List<String> keys) {
        for (int pass = 0; pass < PASSES; pass++) {
            long before = cache.stats().nearHits();
            for (int from = 0; from < keys.size(); from += AT_ONCE) {
                Map<String, Integer> unused = cache.getAll(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)));
            }
            if (cache.stats().nearHits() - before == keys.size()) {
                return;
            }
        }
        throw new IllegalStateException("The near tier does not hold every key");
    }
}
