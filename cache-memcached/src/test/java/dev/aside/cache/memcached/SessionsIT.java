package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.SessionBackendContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** Sessions on three memcached servers of this machine. */
final class SessionsIT extends SessionBackendContract {

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
