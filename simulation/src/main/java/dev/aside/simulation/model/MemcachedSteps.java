package dev.aside.simulation.model;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.DecodedSlot;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one batch on one slot, one after the other. Each reads the slot, applies the law on the node, and sets the
 * slot if nobody has set it since; if somebody has, it begins again. A change that has lost three times sets the slot
 * blindly: to a fence that stays open for as long as anything that it may have overwritten could.
 */
final class MemcachedSteps {
    /** Whose slots they are on. */
    interface Owner {
        /** Returns how long changes are remembered. */
        long memoryMillis();

        long newStamp();

        /** Steps have ended. */
        void end(MemcachedSteps part);
    }

    private static final int TRIES = 3;

    private final Owner owner;
    private final MemcachedLinks links;
    private final Address address;
    private final List<SlotStep> steps;
    private final List<Integer> which;
    private final @Nullable StepReply[] replies;
    private final Runnable onEnd;
    private final int place;
    private int at;
    private int tries;
    private boolean writing;
    private boolean ended;

    MemcachedSteps(
            Owner owner,
            MemcachedLinks links,
            Address address,
            List<SlotStep> steps,
            List<Integer> which,
            @Nullable StepReply[] replies,
            Runnable onEnd) {
        this.owner = owner;
        this.links = links;
        this.address = address;
        this.steps = List.copyOf(steps);
        this.which = which;
        this.replies = replies;
        this.onEnd = onEnd;
        this.place = links.placeOf(address);
    }

    int place() {
        return place;
    }

    private SlotStep step() {
        return steps.get(which.get(at));
    }

    void start() {
        Wire wire = links.to(place).wire();
        if (wire == null) {
            giveUp("there is no connection");
        } else if (tries == 0 && step() instanceof SlotStep.Lease lease && lease.replaces() == 0) {
            add(wire, lease);
        } else {
            read(wire);
        }
    }

    private void read(Wire wire) {
        wire.send(() -> {
            MemcachedServer.Item item = server(wire).get(address);
            wire.answer(() -> seen(wire, item));
        });
    }

    private static MemcachedServer server(Wire wire) {
        return (MemcachedServer) wire.server();
    }

    /** A lease of what is most likely absent: set if it is, and read back in the same flush. */
    private void add(Wire wire, SlotStep.Lease lease) {
        Slot slot = applied(null).slot();
        if (slot == null) {
            read(wire);
            return;
        }
        byte[] bytes = SlotFormat.encode(address.key(), slot);
        long seconds = seconds(slot);
        writing = true;
        wire.send(() -> server(wire).add(address, bytes, seconds, Stored.NEVER));
        wire.send(() -> {
            MemcachedServer.Item item = server(wire).get(address);
            wire.answer(() -> added(wire, lease, item));
        });
    }

    private void added(Wire wire, SlotStep.Lease lease, MemcachedServer.@Nullable Item item) {
        if (ended) {
            return;
        }
        writing = false;
        Slot slot = item == null ? null : decoded(item);
        if (slot instanceof Slot.Lease own && own.stamp() == lease.stamp()) {
            answer(new StepReply.Granted(own.floor(), own.last(), links.epoch()));
        } else {
            seen(wire, item);
        }
    }

    private @Nullable Slot decoded(MemcachedServer.Item item) {
        return SlotFormat.decode(address.key(), item.bytes()) instanceof DecodedSlot.Whole whole
                        && links.clock().millis() < whole.slot().untilMillis()
                ? whole.slot()
                : null;
    }

    private SlotRules.Transition applied(@Nullable Slot current) {
        return links.law().apply(current, step(), links.clock().millis(), links.epoch());
    }

    private void seen(Wire wire, MemcachedServer.@Nullable Item item) {
        if (ended) {
            return;
        }
        Slot current = item == null ? null : decoded(item);
        SlotRules.Transition transition = applied(current);
        Slot next = transition.slot();
        if (next == null || next == current) {
            answer(transition.reply());
            return;
        }
        byte[] bytes;
        try {
            bytes = SlotFormat.encode(address.key(), next);
        } catch (IllegalStateException | IllegalArgumentException e) {
            answer(new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "refused by the format"));
            return;
        }
        set(wire, item, bytes, seconds(next), transition.reply());
    }

    private void set(Wire wire, MemcachedServer.@Nullable Item item, byte[] bytes, long seconds, StepReply reply) {
        long changed = changed(item);
        writing = true;
        wire.send(() -> {
            boolean done = item == null
                    ? server(wire).add(address, bytes, seconds, changed)
                    : server(wire).cas(address, item.cas(), bytes, seconds, changed);
            wire.answer(() -> set(done, reply));
        });
    }

    private long changed(MemcachedServer.@Nullable Item item) {
        if (Stored.isChange(step())) {
            return links.host().world().nanos();
        }
        return item == null ? Stored.NEVER : item.changedNanos();
    }

    private void set(boolean done, StepReply reply) {
        if (ended) {
            return;
        }
        writing = false;
        if (done || (reply instanceof StepReply.TokenSeen && tries > 0)) {
            answer(reply);
        } else if (++tries < TRIES) {
            start();
        } else {
            lost();
        }
    }

    private void lost() {
        Wire wire = links.to(place).wire();
        Slot.Fence fence = blind();
        if (wire == null || fence == null) {
            giveUp("others were faster");
            return;
        }
        byte[] bytes = SlotFormat.encode(address.key(), fence);
        long seconds = seconds(fence);
        long changed = links.host().world().nanos();
        writing = true;
        wire.send(() -> {
            boolean done = server(wire).set(address, bytes, seconds, changed);
            wire.answer(() -> set(done, new StepReply.Applied(false)));
        });
    }

    /** Returns a fence that may be set whatever the slot holds, or null if the step must not. */
    private Slot.@Nullable Fence blind() {
        SlotStep step = step();
        long now = links.clock().millis();
        List<Slot.Writer> writers = new ArrayList<>();
        writers.add(new Slot.Writer(owner.newStamp(), now + owner.memoryMillis()));
        long stamp;
        if (step instanceof SlotStep.Begin begin) {
            stamp = begin.stamp();
            writers.add(new Slot.Writer(stamp, now + begin.lifeMillis()));
        } else if (step instanceof SlotStep.End end) {
            stamp = end.next();
        } else if (step instanceof SlotStep.Fence fence) {
            stamp = fence.stamp();
        } else {
            return null;
        }
        long until = now + 2 * owner.memoryMillis();
        return new Slot.Fence(stamp, until, CommitPosition.UNKNOWN, List.copyOf(writers));
    }

    /** Lives are whole seconds, of which the first may be any part of one. */
    private long seconds(Slot slot) {
        long millis = slot.untilMillis() - links.clock().millis();
        return Math.max(2, millis / 1_000 + (millis % 1_000 > 0 ? 2 : 1));
    }

    private void answer(StepReply reply) {
        replies[which.get(at)] = reply;
        at++;
        tries = 0;
        if (at == which.size()) {
            end();
        } else {
            start();
        }
    }

    private void end() {
        ended = true;
        owner.end(this);
        onEnd.run();
    }

    /** Ends with what is known of each step that is not answered. */
    void giveUp(String why) {
        if (ended) {
            return;
        }
        for (; at < which.size(); at++) {
            StepReply.Outcome known = writing ? StepReply.Outcome.UNKNOWN : StepReply.Outcome.NOT_APPLIED;
            replies[which.get(at)] = new StepReply.Failed(known, why);
            writing = false;
        }
        end();
    }
}
