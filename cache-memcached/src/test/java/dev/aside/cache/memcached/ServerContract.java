package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.ServerStoreContract;
import org.junit.jupiter.api.AfterAll;

/** The contract, against servers that a test starts for itself. */
abstract class ServerContract extends ServerStoreContract {

    private final Site site;
    private final MemcachedBackend backend;

    ServerContract(Site site) {
        this.site = site;
        this.backend = site.backend();
        awaitAnswers(backend);
    }

    @Override
    protected CacheBackend backend() {
        return backend;
    }

    /** Restarts all servers. Each is another as soon as its connection is made again, and not all of them at once. */
    @Override
    protected boolean restart() {
        site.restart();
        awaitAnswers(backend);
        return true;
    }

    @AfterAll
    void stop() {
        backend.close();
        site.close();
    }
}
