package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.ServerStoreContract;
import org.junit.jupiter.api.AfterAll;

/** The contract, against a server that a test starts for itself. */
abstract class ServerContract extends ServerStoreContract {

    private final Site site;
    private final RedisBackend backend;

    ServerContract(Site site) {
        this.site = site;
        this.backend = site.backends().get();
        awaitAnswers(backend);
    }

    Site site() {
        return site;
    }

    @Override
    protected CacheBackend backend() {
        return backend;
    }

    @Override
    protected boolean restart() {
        site.restart();
        return true;
    }

    @AfterAll
    void stop() {
        backend.close();
        site.close();
    }
}
