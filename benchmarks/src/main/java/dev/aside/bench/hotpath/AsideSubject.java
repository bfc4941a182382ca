package dev.aside.bench.hotpath;

import dev.aside.Aside;
import dev.aside.bench.kit.Keys;
import dev.aside.cache.Cache;
import java.time.Duration;

/** Ours, by the defaults, as the first example of the documentation has it: loading, expiring, counting. */
final class AsideSubject {
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
}
