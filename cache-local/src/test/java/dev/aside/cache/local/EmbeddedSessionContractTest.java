package dev.aside.cache.local;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.testkit.ManualTime;
import dev.aside.cache.testkit.SessionBackendContract;
import java.time.Duration;

final class EmbeddedSessionContractTest extends SessionBackendContract {

    private final ManualTime time = new ManualTime();
    private final CacheRuntime runtime = time.runtime();
    private final CacheBackend backend = EmbeddedBackend.copying();

    @Override
    protected CacheBackend newBackend() {
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
    protected int nodes() {
        return 1;
    }
}
