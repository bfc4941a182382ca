package dev.aside;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.spi.LocalTiers;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds cache-local, which cache-api does not depend on. */
final class LocalTiersFinder {

    private final @Nullable LocalTiers found = ServiceLoader.load(LocalTiers.class, LocalTiers.class.getClassLoader())
            .findFirst()
            .or(() -> ServiceLoader.load(LocalTiers.class).findFirst())
            .orElse(null);

    @Nullable
    LocalTiers found() {
        return found;
    }

    LocalTiers required() {
        if (found == null) {
            throw new CacheConfigurationException(
                    "no backend is given and none is embedded: add the artifact dev.aside:cache-local, or call backend(...)");
        }
        return found;
    }
}
