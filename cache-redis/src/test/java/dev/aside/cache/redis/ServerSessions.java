package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.ServerSessionContract;
import org.junit.jupiter.api.AfterAll;

/** What sessions must be like, on a server that a test starts for itself. */
abstract class ServerSessions extends ServerSessionContract {

    private final Site site;

    ServerSessions(Site site) {
        this.site = site;
    }

    @Override
    protected CacheBackend newBackend() {
        return site.backends().get();
    }

    @AfterAll
    void stop() {
        site.close();
    }
}
