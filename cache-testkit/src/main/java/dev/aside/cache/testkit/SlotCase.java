package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One slot of the store under test beside its model: each step is done to both, the answers are compared, and then what a
 * read shows with what the rules say.
 */
final class SlotCase {

    static final long MINE = 0x1111_2222_3333_4444L;
    static final long OTHER = 0x8000_0000_0000_0001L;
    static final long NEXT = 0x00FF_0D0A_2000_7F80L;
    static final long NOBODY = -7;

    /** A life that does not end while a case runs, in milliseconds. */
    static final long LONG = StoreUnderTest.LONG;

    /** A life that {@link #outliveShort()} outlives, in milliseconds. */
    static final long SHORT = 50;

    static final CommitPosition LOW = CommitPosition.ordered("contract", 10);
    static final CommitPosition MIDDLE = CommitPosition.ordered("contract", 20);
    static final CommitPosition HIGH = CommitPosition.ordered("contract", 1L << 40);
    static final CommitPosition ELSEWHERE = CommitPosition.ordered("another timeline", 30);

    private final StoreUnderTest store;
    private final SlotKey key;
    private @Nullable Slot model;
    private long lastStamp = 100;

    SlotCase(StoreUnderTest store, SlotKey key) {
        this.store = store;
        this.key = key;
    }

    /** The case of a slot that no case before has used. */
    static SlotCase fresh(StoreUnderTest store) {
        return new SlotCase(store, store.freshKey(SlotKey.Kind.ENTRY));
    }

    SlotKey key() {
        return key;
    }

    @Nullable
    Slot model() {
        return model;
    }

    /** The stamp that the slot has, or that of nobody if it is absent. */
    long stamp() {
        return model == null ? NOBODY : model.stamp();
    }

    long epoch() {
        return store.epoch();
    }

    Entry entry() {
        return store.entry("value " + ++lastStamp, MIDDLE);
    }

    Entry absence() {
        return store.absence(MIDDLE);
    }

    StepReply step(SlotStep step) {
        long before = store.timeMillis();
        StepReply actual = store.execute(step);
        SlotRules.Transition expected = store.rules().apply(alive(before), step, before, store.epoch());
        store.expect().sameReply(actual, expected.reply());
        boolean moved = expected.slot() != model;
        model = expected.slot();
        compare(moved, before);
        return actual;
    }

    private @Nullable Slot alive(long now) {
        return model == null || now >= model.untilMillis() ? null : model;
    }

    /** Compares a read with the model. A store may give values stamps of its own, and then the model takes them over. */
    private void compare(boolean moved, long began) {
        Slot seen = read();
        if (model instanceof Slot.Value value
                && seen instanceof Slot.Value actual
                && moved
                && !store.keepsValueStamps()) {
            assertThat(actual.stamp()).as("the stamp of a value").isNotZero();
            model = new Slot.Value(actual.stamp(), value.untilMillis(), value.claimedMillis(), value.entry());
        }
        store.expect().sameSlot(seen, alive(store.timeMillis()), began, store.timeMillis());
    }

    @Nullable
    Slot read() {
        StepReply reply = store.execute(new SlotStep.Read(key, EndpointRole.WRITER));
        assertThat(reply).isInstanceOf(StepReply.Seen.class);
        return ((StepReply.Seen) reply).slot();
    }

    SlotCase store() {
        return lease(MINE).fill(entry());
    }

    SlotCase lease(long stamp) {
        return after(new SlotStep.Lease(key, stamp, LONG, 0, false));
    }

    SlotCase leaseShort(long stamp) {
        return after(new SlotStep.Lease(key, stamp, SHORT, 0, false));
    }

    SlotCase replace(long stamp, long lifeMillis, boolean keepLast) {
        return after(new SlotStep.Lease(key, stamp, lifeMillis, stamp(), keepLast));
    }

    SlotCase release(long stamp) {
        return after(new SlotStep.Release(key, stamp));
    }

    SlotCase claim(long lifeMillis) {
        return after(new SlotStep.Claim(key, stamp(), lifeMillis));
    }

    SlotCase fill(Entry entry) {
        return after(fillStep(stamp(), epoch(), entry));
    }

    SlotStep.Fill fillStep(long under, long epoch, Entry entry) {
        return new SlotStep.Fill(key, under, epoch, ++lastStamp, LONG, entry);
    }

    SlotCase begin(long stamp) {
        return after(new SlotStep.Begin(key, stamp, LONG, LOW));
    }

    SlotCase beginShort(long stamp) {
        return after(new SlotStep.Begin(key, stamp, SHORT, LOW));
    }

    SlotCase end(long stamp, @Nullable Entry entry) {
        return after(endStep(stamp, entry));
    }

    SlotStep.End endStep(long stamp, @Nullable Entry entry) {
        return new SlotStep.End(key, stamp, MIDDLE, ++lastStamp, LONG, entry);
    }

    SlotCase undo(long stamp) {
        return after(new SlotStep.Undo(key, stamp));
    }

    SlotCase fence(CommitPosition floor) {
        return after(new SlotStep.Fence(key, ++lastStamp, floor));
    }

    SlotCase token(long stamp) {
        return after(new SlotStep.Token(key, stamp, LONG));
    }

    /** Lets pass what is short, and the lag for which a writer counts as open beyond that. */
    SlotCase outliveShort() {
        return pass(SHORT + store.lagMillis() + 1);
    }

    SlotCase pass(long millis) {
        store.advance(Duration.ofMillis(millis));
        return this;
    }

    private SlotCase after(SlotStep step) {
        step(step);
        return this;
    }
}
