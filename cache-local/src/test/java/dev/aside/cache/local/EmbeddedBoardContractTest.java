package dev.aside.cache.local;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.testkit.LeaderboardBackendContract;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;

final class EmbeddedBoardContractTest extends LeaderboardBackendContract {

    private final ManualTime time = new ManualTime();
    private final CacheRuntime runtime = time.runtime();

    @Override
    protected CacheBackend newBackend() {
        return EmbeddedBackend.create();
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
