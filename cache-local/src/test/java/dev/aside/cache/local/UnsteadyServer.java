package dev.aside.cache.local;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.StoreSpec;
import java.util.Set;

/** A server that several nodes share and that may be down, or lose its answers; what it keeps is in this process. */
abstract class UnsteadyServer implements CacheBackend {

    final EmbeddedBackend kept = EmbeddedBackend.copying();
    volatile boolean isDown;
    volatile boolean losesAnswers;

    @Override
    public final String name() {
        return "unsteady";
    }

    @Override
    public final EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        return kept.open(spec, runtime);
    }

    @Override
    public final Payload.Form form() {
        return kept.form();
    }

    @Override
    public final Set<Consistency.Mode> modes() {
        return kept.modes();
    }

    /** Other nodes are still there. */
    @Override
    public final void close() {}
}
