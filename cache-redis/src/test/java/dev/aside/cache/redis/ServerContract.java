package dev.aside.cache.redis;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import dev.aside.cache.testkit.EntryStoreContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** The contract, against a server that a test starts for itself. */
abstract class ServerContract extends EntryStoreContract {

    private final Site site;
    private final RealTime time = new RealTime();
    private final RedisBackend backend;

    ServerContract(Site site) {
        this.site = site;
        this.backend = site.backends().get();
        connect();
    }

    /** The first connection of a process takes its time, with TLS above all, and one may fail for it. */
    private void connect() {
        StoreSpec spec = new StoreSpec(
                "connect", lag(), memory(), Duration.ZERO, new NearSpec("connect", 1, -1, null, null), null);
        try (EntryStore store = backend.open(spec, time.runtime())) {
            SlotStep read = new SlotStep.Read(TestNode.key("connected"), EndpointRole.WRITER);
            RealTime.await(
                    "connected",
                    TestNode.PATIENCE,
                    () -> store.execute(List.of(read), TestNode.PATIENCE)
                                    .toCompletableFuture()
                                    .join()
                                    .get(0)
                            instanceof StepReply.Seen);
        }
    }

    Site site() {
        return site;
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
        site.restart();
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
