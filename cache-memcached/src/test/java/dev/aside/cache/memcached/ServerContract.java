package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.testkit.EntryStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** The contract, against servers that a test starts for itself. */
abstract class ServerContract extends EntryStoreContract {

    private final Site site;
    private final RealTime time = new RealTime();
    private final MemcachedBackend backend;

    ServerContract(Site site) {
        this.site = site;
        this.backend = site.backend();
        Site.await(backend, time.runtime());
    }

    @Override
    protected CacheBackend backend() {
        return backend;
    }

    @Override
    protected CacheRuntime runtime() {
        return time.runtime();
    }

    @Override
    protected void advance(Duration by) {
        RealTime.pass(by);
    }

    /** Of a clock that counts milliseconds. */
    @Override
    protected Duration clockTolerance() {
        return Duration.ofMillis(30);
    }

    /** What a step takes on its way on a busy machine. */
    @Override
    protected Duration stepTolerance() {
        return Duration.ofSeconds(2);
    }

    /** Many cases wait for it. */
    @Override
    protected Duration lag() {
        return Duration.ofMillis(20);
    }

    /** Restarts all servers. Each is another as soon as its connection is made again, and not all of them at once. */
    @Override
    protected boolean restart() {
        site.restart();
        Site.await(backend, time.runtime());
        return true;
    }

    /** After the contract has closed the backend: a subclass's method runs before its superclass's. */
    @AfterAll
    void stop() {
        backend.close();
        time.close();
        site.close();
    }
}
