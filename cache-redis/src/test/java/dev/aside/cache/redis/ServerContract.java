package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.testkit.EntryStoreContract;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** The contract, against a server that a test starts for itself. */
abstract class ServerContract extends EntryStoreContract {

    private final RedisServer server;
    private final RealTime time = new RealTime();
    private final RedisBackend backend;

    ServerContract(RedisServer server) {
        this.server = server;
        this.backend = RedisBackend.of("redis://" + server.host() + ":" + server.port());
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

    /** The clocks agree to far less than that. */
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

    @Override
    protected boolean restart() {
        server.restart();
        return true;
    }

    /** After the contract has closed the backend: a subclass's method runs before its superclass's. */
    @AfterAll
    void stop() {
        backend.close();
        time.close();
        server.close();
    }
}
