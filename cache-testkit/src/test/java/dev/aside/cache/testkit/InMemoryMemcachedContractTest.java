package dev.aside.cache.testkit;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;

final class InMemoryMemcachedContractTest extends EntryStoreContract {

    private final ManualTime time = new ManualTime();
    private final CacheRuntime runtime = time.runtime();
    private final InMemoryBackend backend = new InMemoryBackend(InMemoryServer.memcached());

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

    /** Lives are of whole seconds, one to two longer than asked. */
    @Override
    protected Duration clockTolerance() {
        return Duration.ofSeconds(2);
    }

    @Override
    protected Duration memory() {
        return Duration.ofSeconds(20);
    }

    @Override
    protected boolean restart() {
        backend.server().restart();
        return true;
    }
}
