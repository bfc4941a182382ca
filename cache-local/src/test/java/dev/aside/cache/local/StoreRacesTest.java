package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotKey.Kind;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once a change is acknowledged no hit returns what was there before it, whatever else goes on. Holds G1. */
@Timeout(60)
class StoreRacesTest {

    private static final int ROUNDS = 20_000;
    private static final long LIFE = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final SlotKey K = SlotKey.ofReference(Kind.ENTRY, "k");
    private static final SlotKey GENERATION = SlotKey.ofReference(Kind.GENERATION, "");

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private volatile long acknowledged;
    private volatile boolean done;

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private static EntryStore open(boolean plain) {
        ToLongFunction<Object> lives = plain ? key -> LIFE : null;
        NearSpec near = new NearSpec("test", 100, -1, null, null);
        return EmbeddedBackend.create()
                .open(new StoreSpec("test", SECOND, SECOND, Duration.ZERO, near, lives), new ManualTime().runtime());
    }

    @SuppressWarnings("unchecked")
    private static NearTier<Object> view(EntryStore store) {
        return (NearTier<Object>) Objects.requireNonNull(store.view());
    }

    private static StepReply run(EntryStore store, SlotStep step) {
        return store.execute(List.of(step), SECOND).toCompletableFuture().join().get(0);
    }

    private static StepReply fill(EntryStore store, long lease, Long value, long generation) {
        long now = store.timeMillis();
        Entry entry = new Entry(
                "",
                0,
                now,
                now + LIFE,
                now + LIFE,
                0,
                CommitPosition.NONE,
                generation,
                List.of(),
                new Payload.Reference(value));
        return run(store, new SlotStep.Fill(K, lease, 1, lease + 1, LIFE, entry));
    }

    private static void note(EntryStore store, Object value) {
        view(store).put("k", value, LIFE, view(store).epoch(), () -> true);
    }

    /** Reads, notes what it read as valid, and retires now and then; counts what should have been gone. */
    private int readStale(EntryStore store, boolean retires) {
        int stale = 0;
        for (int i = 0; !done; i++) {
            long gone = acknowledged;
            Object hit = view(store).get("k");
            if (hit instanceof Long value) {
                stale += value <= gone ? 1 : 0;
                note(store, value);
            }
            if (retires && i % 64 == 0) {
                view(store).retire();
            }
        }
        return stale;
    }

    private int whileReading(EntryStore store, boolean retires, Runnable changes) {
        List<CompletableFuture<Integer>> readers = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> readStale(store, retires), threads))
                .toList();
        try {
            changes.run();
        } finally {
            done = true;
        }
        return readers.stream().mapToInt(CompletableFuture::join).sum();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFencedValueIsNeverHit(boolean plain) {
        EntryStore store = open(plain);
        int stale = whileReading(store, false, () -> changeAgainAndAgain(store));
        assertThat(stale).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFencedValueIsNeverHitWhileEpochsMove(boolean plain) {
        EntryStore store = open(plain);
        assertThat(whileReading(store, true, () -> changeAgainAndAgain(store))).isZero();
    }

    private void changeAgainAndAgain(EntryStore store) {
        for (long value = 1; value <= ROUNDS; value++) {
            long lease = 4 * value;
            run(store, new SlotStep.Lease(K, lease, 1_000, 0, false));
            fill(store, lease, value, 0);
            note(store, value);
            linger(store);
            run(store, new SlotStep.Fence(K, lease + 2, CommitPosition.NONE));
            acknowledged = value;
        }
    }

    /** Leaves the readers time for hits, some of which are then still on their way when the fence comes. */
    private static void linger(EntryStore store) {
        for (int i = 0; i < 16; i++) {
            view(store).get("k");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasLoadedBeforeAClearIsNeverHitAfterIt(boolean plain) {
        EntryStore store = open(plain);
        CompletableFuture<Void> loader = CompletableFuture.runAsync(() -> loadAgainAndAgain(store), threads);
        int stale = whileReading(store, false, () -> clearAgainAndAgain(store));
        loader.join();
        assertThat(stale).isZero();
    }

    /** The value is the token under which it was loaded; a token that has been moved away is acknowledged as gone. */
    private void clearAgainAndAgain(EntryStore store) {
        long before = 0;
        for (long token = 1; token <= ROUNDS; token++) {
            run(store, new SlotStep.Fence(GENERATION, token, CommitPosition.NONE));
            view(store).clear();
            acknowledged = before;
            before = token;
        }
    }

    private void loadAgainAndAgain(EntryStore store) {
        for (long lease = 2; !done; lease += 2) {
            long token = ((StepReply.TokenSeen) run(store, new SlotStep.Token(GENERATION, 1, LIFE))).id();
            if (run(store, new SlotStep.Lease(K, lease, 1_000, 0, false)) instanceof StepReply.Granted) {
                fill(store, lease, token, token);
                note(store, token);
            } else {
                run(store, new SlotStep.Fence(K, lease, CommitPosition.NONE));
            }
        }
    }
}
