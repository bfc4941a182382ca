package dev.aside.cache.testkit;

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
 *
 * <p>Holds G1.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EntryStoreContract extends ContractSettings {

    private static final Duration LONG_LAG = Duration.ofMinutes(1);

    private final AtomicInteger cases = new AtomicInteger();
    private final AtomicInteger stores = new AtomicInteger();
    private @Nullable StoreUnderTest shared;
    private @Nullable Lapsed lapsed;

    /** For subclasses. */
    protected EntryStoreContract() {}

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
        return openAnother(lag());
    }

    private StoreUnderTest openAnother(Duration lag) {
        String run = Long.toHexString(runtime().newStamp());
        return new StoreUnderTest(this, "contract-" + run + "-" + stores.incrementAndGet(), lag);
    }

    /** Tries a step on a state. A cache has one generation and one tag epoch, so a case of those has a store of its own. */
    private void check(SlotKey.Kind kind, StepKind step, SlotState state) {
        if (kind == SlotKey.Kind.ENTRY || kind == SlotKey.Kind.TAG) {
            SlotCase slot = state.lapses() ? lapsed().take(kind, state) : arranged(shared(), kind, state);
            slot.step(step.on(slot));
            return;
        }
        try (StoreUnderTest store = openAnother()) {
            SlotCase slot = new SlotCase(store, store.key(kind, ""));
            state.arrange(slot);
            slot.step(step.on(slot));
        }
    }

    private static SlotCase arranged(StoreUnderTest store, SlotKey.Kind kind, SlotState state) {
        SlotCase slot = new SlotCase(store, store.freshKey(kind));
        state.arrange(slot);
        return slot;
    }

    private Lapsed lapsed() {
        Lapsed slots = lapsed;
        if (slots == null) {
            slots = new Lapsed(shared());
            lapsed = slots;
        }
        return slots;
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

    /** In a store whose lag is far longer than what any clock is wrong by. */
    @Nested
    class Lags {
        @Test
        void writerCountsAsOpenForTheLagBeyondItsDeadline() {
            try (StoreUnderTest store = openAnother(LONG_LAG)) {
                SlotCase slot = SlotCase.fresh(store);
                slot.beginShort(SlotCase.MINE).pass(SlotCase.SHORT + 1).lease(SlotCase.OTHER);
                slot.begin(SlotCase.NEXT).end(SlotCase.NEXT, slot.entry());
            }
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
