package dev.aside.cache.testkit;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;

/**
 * The contract against servers that a test has started: on the machine's time, with room for a busy machine.
 *
 * <pre>{@code
 * final class MyBackendContractIT extends ServerStoreContract {
 *     private final MyServer server = MyServer.start();
 *     private final MyBackend backend = MyBackend.of(server.url());
 *
 *     protected CacheBackend backend() { return backend; }
 *
 *     // and, after all tests: backend.close(); server.close();
 * }
 * }</pre>
 */
public abstract class ServerStoreContract extends EntryStoreContract {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So many that each of a few servers has some of them. */
    private static final List<SlotStep> READS = IntStream.range(0, 60)
            .<SlotStep>mapToObj(i -> new SlotStep.Read(
                    SlotKey.ofBytes(SlotKey.Kind.ENTRY, new byte[] {'c', (byte) i}), EndpointRole.WRITER))
            .toList();

    private final RealTime time = new RealTime();

    /** For subclasses. */
    protected ServerStoreContract() {}

    /**
     * Waits until each server of a backend answers: the first connection of a process takes its time, with TLS above all.
     *
     * @param backend the backend
     */
    protected final void awaitAnswers(CacheBackend backend) {
        StoreSpec spec = new StoreSpec(
                "connect", lag(), memory(), Duration.ZERO, new NearSpec("connect", 1, -1, null, null), null);
        try (EntryStore store = backend.open(spec, runtime())) {
            RealTime.await("an answer of each server", PATIENCE, () -> allAreSeen(store));
        }
    }

    private static boolean allAreSeen(EntryStore store) {
        return store.execute(READS, PATIENCE).toCompletableFuture().join().stream()
                .allMatch(StepReply.Seen.class::isInstance);
    }

    @Override
    protected CacheRuntime runtime() {
        return time.runtime();
    }

    @Override
    protected void advance(Duration by) {
        RealTime.pass(by);
    }

    /** Of clocks that count milliseconds, and agree to far less than that. */
    @Override
    protected Duration clockTolerance() {
        return Duration.ofMillis(30);
    }

    /** What a step takes on its way on a busy machine. */
    @Override
    protected Duration stepTolerance() {
        return Duration.ofSeconds(2);
    }

    /** Short: many cases wait for it. */
    @Override
    protected Duration lag() {
        return Duration.ofMillis(20);
    }

    /** After the contract has closed the backend: a subclass's method runs before its superclass's. */
    @AfterAll
    void endTime() {
        time.close();
    }
}
