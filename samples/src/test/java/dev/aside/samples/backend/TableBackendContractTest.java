package dev.aside.samples.backend;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.testkit.EntryStoreContract;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;

/** The contract that every backend passes, Redis and Memcached among them. */
final class TableBackendContractTest extends EntryStoreContract {
    private final ManualTime time = new ManualTime();
    private final CacheRuntime runtime = time.runtime();
    private final CacheBackend backend = new TableBackend(new MapTable());

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
