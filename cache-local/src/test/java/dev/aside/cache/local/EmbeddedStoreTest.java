package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotKey.Kind;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmbeddedStoreTest {

    private static final long LIFE = 10_000;
    private static final SlotKey K = SlotKey.ofReference(Kind.ENTRY, "k");
    private static final SlotKey GENERATION = SlotKey.ofReference(Kind.GENERATION, "");
    private static final NearSpec SIZED = new NearSpec("test", 100, -1, null, null);

    private final ManualTime time = new ManualTime();

    private EntryStore open(NearSpec near, @Nullable ToLongFunction<Object> lives) {
        StoreSpec spec =
                new StoreSpec("test", Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ZERO, near, lives);
        return EmbeddedBackend.create().open(spec, time.runtime());
    }

    private EntryStore plain() {
        return open(SIZED, key -> LIFE);
    }

    private EntryStore whole() {
        return open(SIZED, null);
    }

    static StepReply run(EntryStore store, SlotStep step) {
        return store.execute(List.of(step), Duration.ofSeconds(1))
                .toCompletableFuture()
                .join()
                .get(0);
    }

    private static Entry entry(EntryStore store, Object value, long generation) {
        long now = store.timeMillis();
        Payload payload = value == NearTier.ABSENT ? Payload.Absent.INSTANCE : new Payload.Reference(value);
        return new Entry("", 0, now, now + LIFE, now + LIFE, 5, CommitPosition.NONE, generation, List.of(), payload);
    }

    private static StepReply load(EntryStore store, Entry entry) {
        StepReply lease = run(store, new SlotStep.Lease(K, 7, 1_000, 0, false));
        assertThat(lease).isInstanceOf(StepReply.Granted.class);
        return run(store, new SlotStep.Fill(K, 7, 1, 8, LIFE, entry));
    }

    private static @Nullable Slot read(EntryStore store) {
        return ((StepReply.Seen) run(store, new SlotStep.Read(K, EndpointRole.WRITER))).slot();
    }

    @SuppressWarnings("unchecked")
    static NearTier<Object> view(EntryStore store) {
        return (NearTier<Object>) Objects.requireNonNull(store.view());
    }

    private static void note(EntryStore store, Object value, long quiet) {
        view(store).put("k", value, quiet, view(store).epoch(), () -> true);
    }

    private static @Nullable Object hit(EntryStore store) {
        return view(store).get("k");
    }

    @Test
    void aPlainValueIsHitAtOnceAndUntilItsEnd() {
        EntryStore store = plain();
        load(store, entry(store, "v", 0));
        assertThat(hit(store)).isEqualTo("v");
        note(store, "v", LIFE);
        time.advance(Duration.ofMillis(LIFE - 1));
        assertThat(hit(store)).isEqualTo("v");
        time.advance(Duration.ofMillis(1));
        assertThat(hit(store)).isNull();
        assertThat(read(store)).isNull();
    }

    @Test
    void aPlainValueIsTheSameEntryOnceItIsShown() {
        EntryStore store = plain();
        Entry entry = entry(store, "v", 0);
        load(store, entry);
        time.advance(Duration.ofSeconds(3));
        Slot first = read(store);
        assertThat(first).isInstanceOfSatisfying(Slot.Value.class, value -> {
            assertThat(value.stamp()).isNotZero();
            assertThat(value.untilMillis()).isEqualTo(entry.hardMillis());
            assertThat(value.entry().createdMillis()).isEqualTo(entry.createdMillis());
            assertThat(value.entry().hardMillis()).isEqualTo(entry.hardMillis());
            assertThat(value.entry().payload()).isEqualTo(entry.payload());
        });
        assertThat(read(store)).isEqualTo(first);
        assertThat(hit(store)).isEqualTo("v");
        assertThat(run(store, new SlotStep.Lease(K, 9, 1_000, first == null ? 0 : first.stamp(), true)))
                .isInstanceOf(StepReply.Granted.class);
        assertThat(hit(store)).isNull();
    }

    @Test
    void aPlainAbsenceIsOne() {
        EntryStore store = plain();
        load(store, entry(store, NearTier.ABSENT, 0));
        assertThat(hit(store)).isSameAs(NearTier.ABSENT);
        assertThat(read(store))
                .isInstanceOfSatisfying(
                        Slot.Value.class,
                        value -> assertThat(value.entry().isAbsent()).isTrue());
    }

    @Test
    void anEternalPlainValueIsLookedAtNowAndThen() {
        EntryStore store = open(SIZED, key -> Entry.NEVER);
        Entry entry = new Entry(
                "",
                0,
                store.timeMillis(),
                Entry.NEVER,
                Entry.NEVER,
                5,
                CommitPosition.NONE,
                0,
                List.of(),
                new Payload.Reference("v"));
        run(store, new SlotStep.Lease(K, 7, 1_000, 0, false));
        run(store, new SlotStep.Fill(K, 7, 1, 8, Entry.NEVER, entry));
        time.advance(Duration.ofDays(12));
        assertThat(hit(store)).isEqualTo("v");
        time.advance(Duration.ofDays(1));
        assertThat(hit(store)).isNull();
        assertThat(read(store)).isInstanceOfSatisfying(Slot.Value.class, value -> {
            assertThat(value.entry().createdMillis()).isEqualTo(entry.createdMillis());
            assertThat(value.entry().hardMillis()).isEqualTo(Entry.NEVER);
        });
        note(store, "v", Entry.NEVER);
        assertThat(hit(store)).isEqualTo("v");
    }

    @Test
    void aWholeValueIsHitOnceItWasFoundValidAndNeverBeyondItsEnd() {
        EntryStore store = whole();
        load(store, entry(store, "v", 0));
        assertThat(hit(store)).isNull();
        note(store, "other", 1_000);
        assertThat(hit(store)).isNull();
        note(store, "v", 1_000);
        assertThat(hit(store)).isEqualTo("v");
        time.advance(Duration.ofSeconds(1));
        assertThat(hit(store)).isNull();
        note(store, "v", 2 * LIFE);
        time.advance(Duration.ofMillis(LIFE - 1_001));
        assertThat(hit(store)).isEqualTo("v");
        time.advance(Duration.ofMillis(1));
        assertThat(hit(store)).isNull();
        assertThat(read(store)).isInstanceOf(Slot.Value.class);
        time.advance(Duration.ofSeconds(20));
        assertThat(read(store)).isNull();
    }

    @Test
    void aNoteThatNoLongerStandsChangesNothing() {
        EntryStore store = whole();
        load(store, entry(store, "v", 0));
        view(store).put("k", "v", 1_000, view(store).epoch(), () -> false);
        view(store).put("k", "v", 1_000, view(store).epoch() - 1, () -> true);
        assertThat(hit(store)).isNull();
    }

    @Test
    void aNoteMayShortenAPlainLife() {
        EntryStore store = plain();
        load(store, entry(store, "v", 0));
        note(store, "v", 1_000);
        time.advance(Duration.ofSeconds(1));
        assertThat(hit(store)).isNull();
        assertThat(read(store)).isInstanceOf(Slot.Value.class);
    }

    @Test
    void retiringAsksForAnotherLook() {
        for (EntryStore store : List.of(plain(), whole())) {
            load(store, entry(store, "v", 0));
            note(store, "v", LIFE);
            view(store).retire();
            assertThat(hit(store)).isNull();
            assertThat(read(store)).isInstanceOf(Slot.Value.class);
            assertThat(hit(store)).isNull();
            note(store, "v", LIFE);
            assertThat(hit(store)).isEqualTo("v");
        }
    }

    @Test
    void aFenceEndsHitsAndTheLoadBeforeIt() {
        for (EntryStore store : List.of(plain(), whole())) {
            load(store, entry(store, "v", 0));
            run(store, new SlotStep.Fence(K, 20, CommitPosition.NONE));
            assertThat(hit(store)).isNull();
            assertThat(run(store, new SlotStep.Fill(K, 8, 1, 9, LIFE, entry(store, "old", 0))))
                    .isEqualTo(StepReply.Refused.INSTANCE);
            note(store, "v", LIFE);
            assertThat(hit(store)).isNull();
        }
    }

    @Test
    void aClaimIsKeptBesideTheValue() {
        EntryStore store = whole();
        load(store, entry(store, "v", 0));
        note(store, "v", LIFE);
        assertThat(run(store, new SlotStep.Claim(K, 8, 1_000))).isInstanceOf(StepReply.Granted.class);
        assertThat(run(store, new SlotStep.Claim(K, 8, 1_000))).isInstanceOf(StepReply.Busy.class);
        assertThat(hit(store)).isEqualTo("v");
        Entry next = entry(store, "next", 0);
        assertThat(run(store, new SlotStep.Fill(K, 8, 1, 9, LIFE, next))).isEqualTo(new StepReply.Applied(true));
        note(store, "v", LIFE);
        assertThat(hit(store)).isNull();
        note(store, "next", LIFE);
        assertThat(hit(store)).isEqualTo("next");
    }

    @Test
    void movingTheGenerationEmptiesAndRefusesWhatWasLoadedBefore() {
        EntryStore store = plain();
        run(store, new SlotStep.Token(GENERATION, 100, 60_000));
        load(store, entry(store, "v", 100));
        assertThat(hit(store)).isEqualTo("v");
        run(store, new SlotStep.Lease(SlotKey.ofReference(Kind.ENTRY, "other"), 7, 1_000, 0, false));
        run(store, new SlotStep.Fence(GENERATION, 101, CommitPosition.NONE));
        assertThat(hit(store)).isNull();
        assertThat(load(store, entry(store, "late", 100))).isEqualTo(StepReply.Refused.INSTANCE);
        assertThat(load(store, entry(store, "new", 101))).isEqualTo(new StepReply.Applied(true));
        assertThat(read(store))
                .isInstanceOfSatisfying(
                        Slot.Value.class,
                        value -> assertThat(value.entry().generation()).isEqualTo(101));
    }

    @Test
    void aChangeLoadedBeforeAClearEndsAsAFence() {
        EntryStore store = plain();
        run(store, new SlotStep.Token(GENERATION, 100, 60_000));
        run(store, new SlotStep.Begin(K, 5, 1_000, CommitPosition.NONE));
        run(store, new SlotStep.Fence(GENERATION, 101, CommitPosition.NONE));
        StepReply reply = run(store, new SlotStep.End(K, 5, CommitPosition.NONE, 6, LIFE, entry(store, "v", 100)));
        assertThat(reply).isEqualTo(new StepReply.Applied(false));
        assertThat(read(store)).isInstanceOf(Slot.Fence.class);
    }

    @Test
    void whatCannotBeWeighedIsRefusedAndItsLeaseReleased() {
        EntryStore store = open(new NearSpec("test", -1, 100, (key, value) -> (Integer) value, null), null);
        assertThat(load(store, entry(store, -5, 0))).isEqualTo(StepReply.Refused.INSTANCE);
        assertThat(load(store, entry(store, "no number", 0))).isEqualTo(StepReply.Refused.INSTANCE);
        assertThat(load(store, entry(store, 5, 0))).isEqualTo(new StepReply.Applied(true));
        note(store, 5, LIFE);
        assertThat(hit(store)).isEqualTo(5);
    }

    @Test
    void idleValuesAreForgotten() {
        EntryStore store = open(new NearSpec("test", 100, -1, null, Duration.ofSeconds(2)), key -> LIFE);
        load(store, entry(store, "v", 0));
        note(store, "v", LIFE);
        time.advance(Duration.ofMillis(1_999));
        assertThat(hit(store)).isEqualTo("v");
        time.advance(Duration.ofMillis(1_999));
        assertThat(hit(store)).isEqualTo("v");
        time.advance(Duration.ofSeconds(2));
        assertThat(hit(store)).isNull();
        assertThat(read(store)).isNull();
    }

    @Test
    void whatMayBeForgottenIs() {
        EntryStore store = whole();
        run(store, new SlotStep.Fence(K, 20, CommitPosition.NONE));
        assertThat(time.pending()).isEqualTo(1);
        time.advance(Duration.ofSeconds(29));
        assertThat(read(store)).isInstanceOf(Slot.Fence.class);
        time.advance(Duration.ofSeconds(2));
        assertThat(time.pending()).isZero();
        assertThat(read(store)).isNull();
    }

    @Test
    void aKeyThatFailsIsTheCallersFailureAndChangesNothing() {
        record Moody(String name, AtomicBoolean fails) {
            @Override
            public boolean equals(@Nullable Object other) {
                if (fails.get()) {
                    throw new IllegalStateException("moody");
                }
                return other instanceof Moody moody && moody.name.equals(name);
            }

            @Override
            public int hashCode() {
                return 1;
            }
        }
        EntryStore store = whole();
        AtomicBoolean fails = new AtomicBoolean();
        SlotKey first = SlotKey.ofReference(Kind.ENTRY, new Moody("k", fails));
        SlotKey again = SlotKey.ofReference(Kind.ENTRY, new Moody("k", fails));
        run(store, new SlotStep.Fence(first, 20, CommitPosition.NONE));
        fails.set(true);
        SlotStep.Lease lease = new SlotStep.Lease(again, 7, 1_000, 0, false);
        assertThatThrownBy(() -> run(store, lease)).hasMessage("moody");
        fails.set(false);
        assertThat(run(store, new SlotStep.Read(again, EndpointRole.WRITER)))
                .isInstanceOfSatisfying(
                        StepReply.Seen.class, seen -> assertThat(seen.slot()).isInstanceOf(Slot.Fence.class));
    }

    @Test
    void aClosedStoreDoesNothing() {
        EntryStore store = whole();
        load(store, entry(store, "v", 0));
        note(store, "v", LIFE);
        store.close();
        store.close();
        assertThat(hit(store)).isNull();
        assertThat(run(store, new SlotStep.Fence(K, 20, CommitPosition.NONE)))
                .isInstanceOfSatisfying(
                        StepReply.Failed.class,
                        failed -> assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED));
        assertThat(time.pending()).isZero();
    }

    /** A fence is never evicted; the value that has taken its place is, and with it the place that a load must have seen. */
    @Test
    void saysForHowLongNothingHasBeenEvictedForSize() {
        EntryStore store = open(new NearSpec("test", 0, -1, null, null), null);
        run(store, new SlotStep.Fence(K, 7, CommitPosition.UNKNOWN));
        settle(store);
        assertThat(store.sinceEviction()).isEqualTo(EntryStore.NEVER_EVICTED);
        assertThat(load(store, entry(store, "v", 0))).isInstanceOf(StepReply.Applied.class);
        settle(store);
        assertThat(store.sinceEviction()).isZero();
        time.advance(Duration.ofMillis(30));
        assertThat(store.sinceEviction()).isEqualTo(Duration.ofMillis(30));
        assertThat(load(store, entry(store, "v", 0))).isInstanceOf(StepReply.Applied.class);
        settle(store);
        assertThat(store.sinceEviction()).isZero();
    }

    /** Lets Caffeine do what it has put off. */
    private static void settle(EntryStore store) {
        ((CaffeineTable<?>) view(store)).era().cleanUp();
    }
}
