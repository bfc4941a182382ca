package dev.aside.cache.testkit;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every {@link dev.aside.cache.spi.EntryStore} must do, as tests. A backend's test extends this class and says how the
 * backend is made and how its time moves:
 *
 * <pre>{@code
 * class MyBackendContractTest extends EntryStoreContract {
 *     private final ManualTime time = new ManualTime();
 *     private final CacheRuntime runtime = time.runtime();
 *     private final CacheBackend backend = new MyBackend();
 *
 *     protected CacheBackend backend() { return backend; }
 *     protected CacheRuntime runtime() { return runtime; }
 *     protected void advance(Duration by) { time.advance(by); }
 * }
 * }</pre>
 *
 * <p>Every step is tried on every state of a slot. What must come of it is computed by {@link dev.aside.cache.spi.SlotRules}
 * itself; the answer, and what a read shows afterwards, are compared with that. A store MUST answer as the rules do. It MAY
 * keep a slot for longer than its physical life asks, but MUST give it as absent from then on; it MAY drop a writer that has
 * lapsed before a step touches the slot; it MAY keep a claim outside the slot.
 *
 * <p>One instance serves all tests of a class, one backend serves one instance, and each test has keys, or a store, of its
 * own; nothing needs to be emptied. At the end the number of cases that ran is printed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EntryStoreContract {

    private final AtomicInteger cases = new AtomicInteger();
    private final AtomicInteger stores = new AtomicInteger();
    private @Nullable StoreUnderTest shared;

    /** For subclasses. */
    protected EntryStoreContract() {}

    /**
     * Returns the backend, which the contract closes when all tests have run.
     *
     * @return always the same backend
     */
    protected abstract CacheBackend backend();

    /**
     * Returns the runtime that stores are opened with.
     *
     * @return always the same runtime
     */
    protected abstract CacheRuntime runtime();

    /**
     * Lets time pass, for the store as for the runtime: moves a manual clock, or waits.
     *
     * @param by how long
     */
    protected abstract void advance(Duration by);

    /**
     * Returns how wrong the store's clock may be, and how far the store rounds. It is added to each time that a test lets
     * pass.
     *
     * @return the tolerance; zero unless overridden
     */
    protected Duration clockTolerance() {
        return Duration.ZERO;
    }

    /**
     * Returns by how much the store's times may differ from what the rules compute for the moment at which a step was given:
     * how wrong its clock may be, and what a step takes on its way. Nothing waits for it, so it may be as long as a busy
     * machine needs, while it stays well below a minute.
     *
     * @return the tolerance; that of the clock unless overridden
     */
    protected Duration stepTolerance() {
        return clockTolerance();
    }

    /**
     * Returns the replica lag that stores are opened with.
     *
     * @return the lag, L; 100 milliseconds unless overridden
     */
    protected Duration lag() {
        return Duration.ofMillis(100);
    }

    /**
     * Returns the memory that stores are opened with.
     *
     * @return the memory, H; 2 seconds unless overridden
     */
    protected Duration memory() {
        return Duration.ofSeconds(2);
    }

    /**
     * Returns by how much a server that follows the writer may be behind when it answers a read, where the backend has one.
     *
     * @return the bound that stores are opened with; zero unless overridden, and then no such server is asked
     */
    protected Duration readerBound() {
        return Duration.ZERO;
    }

    /**
     * Returns whether a value has the stamp that the step gave it. A store of bytes MUST keep it; one in this process MAY
     * give values stamps of its own, which MUST then stay the same until the value is changed, and differ after it.
     *
     * @return true unless overridden
     */
    protected boolean keepsValueStamps() {
        return true;
    }

    /**
     * Returns how long a key the store must take.
     *
     * @return a length in bytes; 64 KiB unless overridden
     */
    protected int maximumKeyBytes() {
        return 64 * 1024;
    }

    /**
     * Restarts the server behind the store, so that it comes back as another, having forgotten what it was told, all or the
     * latest.
     *
     * @return whether it did; false unless overridden, and then the cases of a restart are left out
     */
    protected boolean restart() {
        return false;
    }

    @BeforeAll
    void openStore() {
        shared = openAnother();
    }

    @BeforeEach
    void countCase() {
        cases.incrementAndGet();
    }

    @AfterAll
    @SuppressWarnings("SystemOut") // a suite that ran nothing would be green; the number is what tells
    void closeStore() {
        if (shared != null) {
            shared.close();
        }
        backend().close();
        System.out.println("contract: " + cases + " cases of " + getClass().getSimpleName());
    }

    StoreUnderTest shared() {
        StoreUnderTest store = shared;
        if (store == null) {
            throw new IllegalStateException("the store is not open yet");
        }
        return store;
    }

    /** Opens a store with a name that no run before has used. */
    StoreUnderTest openAnother() {
        String run = Long.toHexString(runtime().newStamp());
        return new StoreUnderTest(this, "contract-" + run + "-" + stores.incrementAndGet());
    }

    /** Tries a step on a state. A cache has one generation and one tag epoch, so a case of those has a store of its own. */
    private void check(SlotKey.Kind kind, StepKind step, SlotState state) {
        if (kind == SlotKey.Kind.ENTRY || kind == SlotKey.Kind.TAG) {
            check(new SlotCase(shared(), shared().freshKey(kind)), step, state);
            return;
        }
        try (StoreUnderTest store = openAnother()) {
            check(new SlotCase(store, store.key(kind, "")), step, state);
        }
    }

    private static void check(SlotCase slot, StepKind step, SlotState state) {
        state.arrange(slot);
        slot.step(step.on(slot));
    }

    @Nested
    class Reads {
        @StepMatrix({StepKind.READ})
        void onEveryState(SlotKey.Kind kind, StepKind step, SlotState state) {
            check(kind, step, state);
        }
    }

    @Nested
    class Leases {
        @StepMatrix({StepKind.LEASE, StepKind.LEASE_OVER_DEAD, StepKind.LEASE_OVER_OLD, StepKind.LEASE_OVER_ANOTHER})
        void onEveryState(SlotKey.Kind kind, StepKind step, SlotState state) {
            check(kind, step, state);
        }
    }

    @Nested
    class Claims {
        @StepMatrix({StepKind.CLAIM, StepKind.CLAIM_ANOTHER})
        void onEveryState(SlotKey.Kind kind, StepKind step, SlotState state) {
            check(kind, step, state);
        }
    }

    @Nested
    class Fills {
        @StepMatrix({
            StepKind.FILL,
            StepKind.FILL_MINE,
            StepKind.FILL_WITH_ABSENCE,
            StepKind.FILL_ANOTHER,
            StepKind.FILL_OF_OTHER_EPOCH
        })
        void onEveryState(SlotKey.Kind kind, StepKind step, SlotState state) {
            check(kind, step, state);
        }
    }

    @Nested
    class Releases {
        @StepMatrix({StepKind.RELEASE, StepKind.RELEASE_ANOTHER})
        void onEveryState(SlotKey.Kind kind, StepKind step, SlotState state) {
            check(kind, step, state);
        }
    }

    @Nested
    class Changes {
        @StepMatrix({
            StepKind.BEGIN,
            StepKind.BEGIN_HIGHER,
            StepKind.BEGIN_AGAIN,
            StepKind.END,
            StepKind.END_WITH_VALUE,
            StepKind.END_WITH_ABSENCE,
            StepKind.END_OF_UNLISTED,
            StepKind.UNDO,
            StepKind.UNDO_OF_UNLISTED
        })
        void onEveryState(SlotKey.Kind kind, StepKind step, SlotState state) {
            check(kind, step, state);
        }
    }

    @Nested
    class Fences {
        @StepMatrix({StepKind.FENCE, StepKind.FENCE_LOWER, StepKind.FENCE_HIGHER, StepKind.FENCE_OF_OTHER_HISTORY})
        void onEveryState(SlotKey.Kind kind, StepKind step, SlotState state) {
            check(kind, step, state);
        }
    }

    @Nested
    class Tokens {
        @StepMatrix(
                value = {
                    StepKind.READ,
                    StepKind.TOKEN,
                    StepKind.TOKEN_FOR_LONGER,
                    StepKind.BEGIN,
                    StepKind.BEGIN_AGAIN,
                    StepKind.END,
                    StepKind.UNDO,
                    StepKind.UNDO_OF_UNLISTED,
                    StepKind.FENCE_LOWER,
                    StepKind.FENCE_HIGHER
                },
                kinds = {SlotKey.Kind.TAG, SlotKey.Kind.GENERATION, SlotKey.Kind.TAG_EPOCH})
        void onEveryState(SlotKey.Kind kind, StepKind step, SlotState state) {
            check(kind, step, state);
        }
    }

    @Nested
    class Rules extends RuleCases {
        Rules() {
            super(shared());
        }
    }

    @Nested
    class Lives extends LifeCases {
        Lives() {
            super(shared());
        }
    }

    @Nested
    class Batches extends BatchCases {
        Batches() {
            super(shared());
        }
    }

    @Nested
    class Keys extends KeyCases {
        Keys() {
            super(shared());
        }
    }

    @Nested
    class Followers extends FollowerCases {
        Followers() {
            super(shared());
        }
    }

    @Nested
    class Races extends RaceCases {
        Races() {
            super(shared());
        }
    }

    @Nested
    class Restarts extends RestartCases {
        Restarts() {
            super(EntryStoreContract.this::openAnother, EntryStoreContract.this::restart);
        }

        @AfterEach
        void reconnect() {
            shared().reconnect();
        }
    }

    @Nested
    class Closing {
        @Test
        void stepsOnAClosedStoreAreNotApplied() {
            ClosingCase.check(openAnother());
        }
    }
}
