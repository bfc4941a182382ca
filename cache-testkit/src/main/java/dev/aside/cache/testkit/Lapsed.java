package dev.aside.cache.testkit;

import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Slots in the states that they come to by waiting. Those of all such states are brought there together and wait once, since one
 * after the other they would wait for most of the time that a contract takes on real servers. What has been left lying is not used: a
 * store forgets it.
 */
final class Lapsed {

    private final StoreUnderTest store;
    private final Map<SlotState, SlotCase> ready = new EnumMap<>(SlotState.class);
    private long readyNanos;

    Lapsed(StoreUnderTest store) {
        this.store = store;
    }

    /** Returns a slot that nobody else has had. */
    SlotCase take(SlotKey.Kind kind, SlotState state) {
        SlotCase left = ready.remove(state);
        if (left != null && left.key().kind() == kind && isFresh()) {
            return left;
        }
        ready.clear();
        Map<SlotState, SlotCase> lapsed = prepare(kind);
        SlotCase taken = Objects.requireNonNull(lapsed.remove(state), "a state that lapses and fits the kind");
        ready.putAll(lapsed);
        return taken;
    }

    private boolean isFresh() {
        return store.nanos() - readyNanos
                < Duration.ofMillis(store.memoryMillis() / 4).toNanos();
    }

    private Map<SlotState, SlotCase> prepare(SlotKey.Kind kind) {
        Map<SlotState, SlotCase> begun = new EnumMap<>(SlotState.class);
        for (SlotState state : SlotState.values()) {
            if (state.lapses() && state.fits(kind)) {
                SlotCase slot = new SlotCase(store, store.freshKey(kind));
                state.begin(slot);
                begun.put(state, slot);
            }
        }
        begun.values().iterator().next().outliveShort();
        readyNanos = store.nanos();
        begun.forEach(SlotState::finish);
        return begun;
    }
}
