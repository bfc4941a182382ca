package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.ServerSessionContract;
import org.junit.jupiter.api.AfterAll;

/** Sessions on three memcached servers of this machine. */
final class SessionsIT extends ServerSessionContract {

    private final Site site = Site.of(3);

    @Override
    protected CacheBackend newBackend() {
        return site.backend();
    }

    @AfterAll
    void stop() {
        site.close();
    }
}
