package dev.aside.cache.local;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.testkit.EntryStoreContract;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;

/** The embedded backend keeps the contract of all backends where it holds values by reference, as it does by default. */
final class EmbeddedReferenceContractTest extends EntryStoreContract {

    private final ManualTime time = new ManualTime();
    private final CacheRuntime runtime = time.runtime();
    private final EmbeddedBackend backend = EmbeddedBackend.create();

    @Override
    protected CacheBackend backend() {
        return backend;
    }

    @Override
    protected CacheRuntime runtime() {
        return runtime;
    }

    @Override
    protected void advance(Duration by) {
        time.advance(by);
    }
}
