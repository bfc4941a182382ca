package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.testkit.LeaderboardBackendContract;
import dev.aside.cache.testkit.RealTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** Leaderboards on three memcached servers of this machine. */
final class BoardContractIT extends LeaderboardBackendContract {

    private final Site site = Site.of(3);
    private final RealTime time = new RealTime();

    @Override
    protected CacheBackend newBackend() {
        return site.backend();
    }

    @Override
    protected CacheRuntime runtime() {
        return time.runtime();
    }

    @Override
    protected void advance(Duration by) {
        RealTime.pass(by);
    }

    @AfterAll
    void stop() {
        time.close();
        site.close();
    }
}
