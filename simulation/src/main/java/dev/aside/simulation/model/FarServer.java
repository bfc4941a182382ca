package dev.aside.simulation.model;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.simulation.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One life of a server like Redis: slots as bytes, each step atomic, and the memory of who has read what since it was last
 * set. A slot that is set is forgotten by that memory, and whoever was in it is told, but for the one who set it.
 */
final class FarServer implements Life {
    private static final long PRIME = 0x100000001B3L;

    private final World world;
    private final SlotLaw law;
    private final ServerClock clock;
    private final BiConsumer<Address, @Nullable Stored> replication;
    private final Map<Address, Stored> slots;
    private final Map<Address, List<FarReader>> readers = new LinkedHashMap<>();
    private Room room = Room.ENOUGH;
    private int pushTimes = 1;
    private long evictions;
    private int life;
    private int restoredIn;
    private boolean up = true;

    FarServer(
            World world,
            SlotLaw law,
            ServerClock clock,
            Map<Address, Stored> slots,
            BiConsumer<Address, @Nullable Stored> replication) {
        this.world = world;
        this.law = law;
        this.clock = clock;
        this.slots = slots;
        this.replication = replication;
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public ServerClock clock() {
        return clock;
    }

    void stop() {
        up = false;
    }

    /**
     * Says which life it is.
     *
     * @param number its number
     * @param restored the number of the life that began with what had been held before, of which this one holds anything; or
     *     zero
     */
    void isLife(int number, int restored) {
        life = number;
        restoredIn = restored;
    }

    int life() {
        return life;
    }

    /** Returns whether what it holds may be older than what a node knows that has met that life, and none since. */
    boolean isOlderThan(int met) {
        return restoredIn > met;
    }

    void room(Room left) {
        room = left;
    }

    /** Pushes everything so many times. */
    void pushes(int times) {
        pushTimes = times;
    }

    /** Returns how many slots have been forgotten for want of memory. */
    long evictions() {
        return evictions;
    }

    /** Returns the slots that there are, the oldest first. */
    List<Address> addresses() {
        if (world.isFree()) {
            List<Address> sorted = new ArrayList<>(slots.keySet());
            sorted.sort(Comparator.comparing(Address::name));
            sorted.forEach(address -> world.looked(address.name()));
            return sorted;
        }
        return List.copyOf(slots.keySet());
    }

    byte @Nullable [] bytes(Address address) {
        Stored stored = slots.get(address);
        return stored == null ? null : stored.bytes();
    }

    /** Executes a step, and says what it has to do with. A reader that tracks is remembered if it was shown a value or a token. */
    StepReply execute(FarReader from, Address address, SlotStep step, long feedEpoch) {
        if (!world.isFree()) {
            return executed(from, address, step, feedEpoch);
        }
        String thing = address.name();
        world.looked(thing);
        StepReply reply = executed(from, address, step, feedEpoch);
        world.changed(thing, state(address));
        return reply;
    }

    /** Returns a number for what is held of a slot, and for who has read it. */
    private long state(Address address) {
        byte[] bytes = bytes(address);
        long state = 1;
        for (byte one : bytes == null ? new byte[0] : bytes) {
            state = state * PRIME + one;
        }
        for (FarReader reader : readers.getOrDefault(address, List.of())) {
            state = state * PRIME + reader.wire().state();
        }
        return state;
    }

    private StepReply executed(FarReader from, Address address, SlotStep step, long feedEpoch) {
        long now = clock.millis();
        Stored stored = alive(address, now);
        Slot current = stored == null ? null : stored.slot(address);
        SlotRules.Transition transition = room.admits(step)
                ? law.apply(current, step, now, from.wire().number())
                : law.withoutRoom(current, step);
        Slot next = transition.slot();
        if (next != current) {
            try {
                slotted(address, next == null ? null : stored(address, next, changed(stored, step)));
            } catch (IllegalStateException | IllegalArgumentException e) {
                return new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "refused by the format");
            }
            if (!sameMeaning(current, next)) {
                invalidate(address, from);
            }
        }
        return feedEpoch < 0 ? transition.reply() : remembered(from, address, transition.reply(), feedEpoch);
    }

    /** Returns what is held of a slot; what has outlived itself goes, and its readers are told. */
    private @Nullable Stored alive(Address address, long now) {
        Stored stored = slots.get(address);
        if (stored != null && stored.untilMillis() <= now) {
            set(address, null, null);
            return null;
        }
        return stored;
    }

    private static Stored stored(Address address, Slot slot, long changedNanos) {
        return new Stored(SlotFormat.encode(address.key(), slot), slot.untilMillis(), changedNanos);
    }

    private long changed(@Nullable Stored before, SlotStep step) {
        if (Stored.isChange(step)) {
            return world.nanos();
        }
        return before == null ? Stored.NEVER : before.changedNanos();
    }

    /** A longer life or a claimed refresh is no change that a reader would have to hear of. */
    private static boolean sameMeaning(@Nullable Slot one, @Nullable Slot other) {
        if (one instanceof Slot.Fence a && other instanceof Slot.Fence b) {
            return a.stamp() == b.stamp()
                    && a.floor().equals(b.floor())
                    && a.writers().equals(b.writers());
        } else if (one instanceof Slot.Value a && other instanceof Slot.Value b) {
            return a.stamp() == b.stamp();
        }
        return one == other;
    }

    private StepReply remembered(FarReader from, Address address, StepReply reply, long feedEpoch) {
        if (reply instanceof StepReply.Seen seen) {
            remember(from, address);
            return new StepReply.Seen(seen.slot(), feedEpoch, seen.epoch());
        } else if (reply instanceof StepReply.Present present) {
            remember(from, address);
            return new StepReply.Present(present.value(), feedEpoch, present.epoch());
        } else if (reply instanceof StepReply.TokenSeen) {
            remember(from, address);
        }
        return reply;
    }

    private void remember(FarReader reader, Address address) {
        List<FarReader> known = readers.computeIfAbsent(address, none -> new ArrayList<>(4));
        if (reader.registers() && !known.contains(reader)) {
            known.add(reader);
        }
    }

    /** Sets a slot, or forgets it, whoever did not ask for it being told. */
    private void set(Address address, @Nullable Stored stored, @Nullable FarReader author) {
        slotted(address, stored);
        invalidate(address, author);
    }

    private void slotted(Address address, @Nullable Stored stored) {
        if (stored == null) {
            slots.remove(address);
        } else {
            slots.put(address, stored);
        }
        replication.accept(address, stored);
    }

    private void invalidate(Address address, @Nullable FarReader author) {
        List<FarReader> known = readers.remove(address);
        if (known == null) {
            return;
        }
        for (FarReader reader : known) {
            if (reader != author) {
                reader.push(address, pushTimes);
            }
        }
    }

    /** Forgets a slot for want of memory. Returns whether a change younger than that has been forgotten with it. */
    boolean evict(Address address, long youngNanos) {
        Stored stored = slots.get(address);
        if (stored == null) {
            return false;
        }
        world.looked(address.name());
        set(address, null, null);
        world.changed(address.name(), state(address));
        evictions++;
        return stored.changedNanos() != Stored.NEVER && world.nanos() - stored.changedNanos() < youngNanos;
    }
}
