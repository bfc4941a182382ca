package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.ServerLeaderboardContract;
import org.junit.jupiter.api.AfterAll;

/** What leaderboards must be like, on a server that a test starts for itself. */
abstract class ServerBoards extends ServerLeaderboardContract {

    private final Site site;

    ServerBoards(Site site) {
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
