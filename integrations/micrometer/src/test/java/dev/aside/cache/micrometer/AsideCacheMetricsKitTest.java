package dev.aside.cache.micrometer;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinderCompatibilityKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Micrometer's own tests of what binds a cache. */
class AsideCacheMetricsKitTest extends CacheMeterBinderCompatibilityKit<Cache<?, ?>> {

    private @Nullable Aside aside;
    private @Nullable Cache<String, String> strings;

    @Override
    public Cache<?, ?> createCache() {
        Aside made = Aside.builder().build();
        Cache<String, String> built =
                made.cache("mycache", String.class, String.class).build();
        aside = made;
        strings = built;
        return built;
    }

    @Override
    public CacheMeterBinder<Cache<?, ?>> binder() {
        return new AsideCacheMetrics(cache, Tags.empty());
    }

    @Override
    public void put(String key, String value) {
        if (strings != null) {
            strings.put(key, value);
        }
    }

    @Override
    public @Nullable String get(String key) {
        return strings == null ? null : strings.getIfPresent(key);
    }

    @Override
    public void dereferenceCache() {
        super.dereferenceCache();
        close();
    }

    @AfterEach
    void close() {
        if (aside != null) {
            aside.close();
        }
        aside = null;
        strings = null;
    }
}
