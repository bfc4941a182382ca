package dev.aside.simulation.model;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.simulation.world.World;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A server that follows another: it has everything up to a while ago, or up to when it was cut off. */
final class FarReplica {
    private record Write(
            long nanos,
            long number,
            Address address,
            @Nullable Stored stored) {}

    private final World world;
    private final ServerClock clock;
    private final Map<Address, Stored> slots;
    private final Queue<Write> missing = new ArrayDeque<>();
    private long lagNanos;
    private long reached;
    private boolean cutOff;

    FarReplica(World world, ServerClock clock, long lagNanos) {
        this.world = world;
        this.clock = clock;
        this.lagNanos = lagNanos;
        this.slots = new LinkedHashMap<>();
    }

    void follow(long number, Address address, @Nullable Stored stored) {
        missing.add(new Write(world.nanos(), number, address, stored));
        catchUp();
    }

    void lag(long nanos) {
        catchUp();
        lagNanos = nanos;
    }

    void cutOff(boolean off) {
        catchUp();
        cutOff = off;
    }

    private void catchUp() {
        long until = world.nanos() - lagNanos;
        for (Write next = missing.peek(); !cutOff && next != null && next.nanos() <= until; next = missing.peek()) {
            apply(missing.remove());
        }
    }

    /** Returns the number of the last write that it has. */
    long reached() {
        catchUp();
        return reached;
    }

    private void apply(Write write) {
        reached = write.number();
        if (write.stored() == null) {
            slots.remove(write.address());
        } else {
            slots.put(write.address(), write.stored());
        }
    }

    StepReply read(Address address, SlotStep.Read step, long epoch) {
        catchUp();
        Stored stored = slots.get(address);
        Slot slot = stored == null ? null : stored.slot(address);
        boolean alive = slot != null && clock.millis() < slot.untilMillis();
        return new StepReply.Seen(alive ? slot : null, -1, epoch);
    }

    /** Takes over, without the last of what it has been sent. Returns what it has. */
    Map<Address, Stored> promoted() {
        catchUp();
        int lost = missing.isEmpty() ? 0 : world.choices().pick(missing.size() + 1);
        while (missing.size() > lost) {
            apply(missing.remove());
        }
        missing.clear();
        return slots;
    }

    ServerClock clock() {
        return clock;
    }
}
