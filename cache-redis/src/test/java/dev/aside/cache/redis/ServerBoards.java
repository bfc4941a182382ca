package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.testkit.LeaderboardBackendContract;
import dev.aside.cache.testkit.RealTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** What leaderboards must be like, on a server that a test starts for itself. */
abstract class ServerBoards extends LeaderboardBackendContract {

    private final Site site;
    private final RealTime time = new RealTime();

    ServerBoards(Site site) {
        this.site = site;
    }

    @Override
    protected CacheBackend newBackend() {
        return site.backends().get();
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
