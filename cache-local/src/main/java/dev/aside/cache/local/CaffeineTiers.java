package dev.aside.cache.local;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.LocalTiers;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;

/**
 * What lives in this process, on Caffeine. Public because {@link java.util.ServiceLoader} asks for it; applications have no
 * use for it, and take {@link EmbeddedBackend} where they want to name one.
 *
 * <p><b>Thread-safety:</b> stateless.
 */
public final class CaffeineTiers implements LocalTiers {

    /** Creates the provider, as {@link java.util.ServiceLoader} does. */
    public CaffeineTiers() {}

    @Override
    public CacheBackend embedded() {
        return EmbeddedBackend.create();
    }

    @Override
    public <K> NearTier<K> near(NearSpec spec, CacheRuntime runtime) {
        return CaffeineTable.near(spec, runtime);
    }
}
