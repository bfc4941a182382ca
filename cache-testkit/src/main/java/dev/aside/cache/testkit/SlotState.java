package dev.aside.cache.testkit;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.SlotKey;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The states that the contract brings a slot into, each by steps alone. */
enum SlotState {
    ABSENT(Use.ANY, slot -> {}),

    VALUE(Use.ENTRY, SlotCase::store),
    VALUE_WITH_ABSENCE(Use.ENTRY, slot -> slot.lease(SlotCase.MINE).fill(slot.absence())),
    VALUE_CLAIMED(Use.ENTRY, slot -> slot.store().claim(SlotCase.LONG)),
    VALUE_CLAIM_LAPSED(Use.ENTRY, slot -> slot.store().claim(SlotCase.SHORT), slot -> {}),
    VALUE_WRITTEN_THROUGH(Use.ENTRY, slot -> slot.begin(SlotCase.MINE).end(SlotCase.MINE, slot.entry())),

    LEASE_MINE(Use.ENTRY, slot -> slot.lease(SlotCase.MINE)),
    LEASE_OTHER(Use.ENTRY, slot -> slot.lease(SlotCase.OTHER)),
    LEASE_WITH_FLOOR(Use.ENTRY, slot -> slot.fence(SlotCase.MIDDLE).lease(SlotCase.MINE)),
    LEASE_WITH_LAST(Use.ENTRY, slot -> slot.store().replace(SlotCase.MINE, SlotCase.LONG, true)),
    LEASE_OVER_DEAD(Use.ENTRY, slot -> slot.store().replace(SlotCase.MINE, SlotCase.LONG, false)),
    LEASE_RELEASED(
            Use.ENTRY, slot -> slot.fence(SlotCase.MIDDLE).lease(SlotCase.MINE).release(SlotCase.MINE)),
    LEASE_LAPSED(Use.ENTRY, slot -> slot.fence(SlotCase.MIDDLE).leaseShort(SlotCase.MINE), slot -> {}),
    LEASE_LAPSED_WITH_LAST(Use.ENTRY, slot -> slot.store().replace(SlotCase.MINE, SlotCase.SHORT, true), slot -> {}),

    FENCE_CLOSED(Use.ANY, slot -> slot.fence(SlotCase.MIDDLE)),
    FENCE_UNKNOWN(Use.ANY, slot -> slot.fence(CommitPosition.UNKNOWN)),
    FENCE_ENDED(Use.ANY, slot -> slot.begin(SlotCase.MINE).end(SlotCase.MINE, null)),
    FENCE_UNDONE(Use.ANY, slot -> slot.begin(SlotCase.MINE).undo(SlotCase.MINE)),
    FENCE_OPEN_MINE(Use.ANY, slot -> slot.begin(SlotCase.MINE)),
    FENCE_OPEN_OTHER(Use.ANY, slot -> slot.begin(SlotCase.OTHER)),
    FENCE_OPEN_MINE_THEN_OTHER(Use.ANY, slot -> slot.begin(SlotCase.MINE).begin(SlotCase.OTHER)),
    FENCE_OPEN_OTHER_THEN_MINE(Use.ANY, slot -> slot.begin(SlotCase.OTHER).begin(SlotCase.MINE)),
    FENCE_OPEN_MINE_FENCED_SINCE(Use.ANY, slot -> slot.begin(SlotCase.MINE).fence(SlotCase.MIDDLE)),
    FENCE_OPEN_MINE_OTHER_ENDED(
            Use.ANY, slot -> slot.begin(SlotCase.MINE).begin(SlotCase.OTHER).end(SlotCase.OTHER, null)),
    FENCE_LAPSED_MINE(Use.ANY, slot -> slot.beginShort(SlotCase.MINE), slot -> {}),
    FENCE_LAPSED_OTHER(Use.ANY, slot -> slot.beginShort(SlotCase.OTHER), slot -> {}),
    FENCE_LAPSED_OTHER_OPEN_MINE(Use.ANY, slot -> slot.beginShort(SlotCase.OTHER), slot -> slot.begin(SlotCase.MINE)),

    TOKEN(Use.TOKEN, slot -> slot.token(SlotCase.OTHER)),
    TOKEN_OPEN(Use.TOKEN, slot -> slot.token(SlotCase.OTHER).begin(SlotCase.MINE)),
    TOKEN_MOVED(
            Use.TOKEN, slot -> slot.token(SlotCase.OTHER).begin(SlotCase.MINE).end(SlotCase.MINE, null));

    /** Which slots can be in a state. */
    private enum Use {
        ENTRY,
        TOKEN,
        ANY
    }

    private final Use use;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final Consumer<SlotCase> beginning;

    /** What is done once that which is short is over. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final @Nullable Consumer<SlotCase> rest;

    SlotState(Use use, Consumer<SlotCase> arrangement) {
        this(use, arrangement, null);
    }

    SlotState(Use use, Consumer<SlotCase> beginning, @Nullable Consumer<SlotCase> rest) {
        this.use = use;
        this.beginning = beginning;
        this.rest = rest;
    }

    boolean fits(SlotKey.Kind kind) {
        return use == Use.ANY || (use == Use.ENTRY) == (kind == SlotKey.Kind.ENTRY);
    }

    /** Returns whether a slot comes to it by waiting until what is short is over. */
    boolean lapses() {
        return rest != null;
    }

    void arrange(SlotCase slot) {
        begin(slot);
        if (lapses()) {
            finish(slot.outliveShort());
        }
    }

    /** Does what is to be done before the waiting. */
    void begin(SlotCase slot) {
        beginning.accept(slot);
    }

    /** Does what is to be done after it. */
    void finish(SlotCase slot) {
        if (rest != null) {
            rest.accept(slot);
        }
    }
}
