package dev.aside.cache.testkit;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;

final class InMemoryContractTest extends EntryStoreContract {

    private final ManualTime time = new ManualTime();
    private final CacheRuntime runtime = time.runtime();
    private final InMemoryBackend backend = new InMemoryBackend();

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

    @Override
    protected boolean restart() {
        backend.server().restart();
        return true;
    }
}
