package dev.aside.cache.local;

import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/** What entries weigh. */
final class Weights {

    /** The weight of what must not be kept: its weigher failed, or gave a negative weight. */
    static final int NONE = -1;

    private Weights() {}

    /** Returns the weigher, or null if the number of entries is bounded instead. */
    static @Nullable ToIntBiFunction<Object, Object> of(NearSpec spec) {
        if (spec.maximumWeight() < 0) {
            return null;
        }
        ToIntBiFunction<Object, Object> weigher = spec.weigher();
        if (weigher == null) {
            throw new IllegalArgumentException(spec.cacheName() + ": a maximum weight needs a weigher");
        }
        return weigher;
    }

    /** Asks the user's weigher, under no lock. An absence has no value that it could be asked about, and weighs 1. */
    static int weigh(@Nullable ToIntBiFunction<Object, Object> weigher, Object key, Object value) {
        if (weigher == null || value == NearTier.ABSENT) {
            return 1;
        }
        try {
            return Math.max(NONE, weigher.applyAsInt(key, value));
        } catch (RuntimeException e) {
            return NONE; // whoever passed the weigher in counts its failures; the value stays uncached
        }
    }
}
