package dev.aside.cache.memcached;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.DecodedSlot;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What steps make of the slots of one cache, as they are found at a server: the law, and what of a slot is believed. */
final class Slots {

    /*
     * What is found
     * -------------
     * A slot past its life is absent. Bytes that are no slot, or another key's, hold nothing, but something may have been
     * there: a fence whose floor nobody knows. Those of another version of the format are somebody's: a load leaves them
     * alone and stores nothing, a change takes their place.
     *
     * What is believed
     * ----------------
     * Deadlines are by the clocks of nodes, so who has lapsed by them is believed to have when it was known here for as long:
     * see Sightings. How long another's lease may last is not written in it, and is taken to be as long as one's own; how
     * long its change may take is the memory at most, which is made to be longer. A lease that was given back is believed at
     * once: it has an odd end, and every other an even one.
     */

    /** What an entry may take beside its payload and its key, most often by far. */
    private static final int ROOM = 16 * 1_024;

    private final SlotRules rules;
    private final Sightings sightings;
    private final CacheRuntime runtime;
    private final InstantSource clock;
    private final long lagMillis;
    private final long memoryMillis;
    private final int maximumBytes;

    Slots(StoreSpec spec, Sightings sightings, CacheRuntime runtime, InstantSource clock, int maximumBytes) {
        this.lagMillis = spec.lag().toMillis();
        this.memoryMillis = spec.memory().toMillis();
        this.rules = new SlotRules(lagMillis, memoryMillis);
        this.sightings = sightings;
        this.runtime = runtime;
        this.clock = clock;
        this.maximumBytes = maximumBytes;
    }

    /**
     * What a step comes to.
     *
     * @param next what the slot is to be, or null if it is left as it is
     * @param reply the answer, once it is
     * @param renews whether nothing changes but how long the slot lives, so that the answer is true all the same
     */
    record Move(@Nullable Slot next, StepReply reply, boolean renews) {}

    long now() {
        return clock.millis();
    }

    long nanos() {
        return runtime.ticker().nanos();
    }

    long newStamp() {
        return runtime.newStamp();
    }

    /** Returns what a read sees. */
    @Nullable
    Slot seen(SlotKey key, String name, @Nullable Item item) {
        Slot slot = decode(key, item) instanceof DecodedSlot.Whole whole ? whole.slot() : null;
        if (slot instanceof Slot.Lease lease) {
            sightings.saw(name, lease.stamp());
        } else if (slot instanceof Slot.Fence fence) {
            fence.writers().forEach(writer -> sightings.saw(name, writer.stamp()));
        }
        return slot == null || now() >= slot.untilMillis() ? null : slot;
    }

    private static @Nullable DecodedSlot decode(SlotKey key, @Nullable Item item) {
        if (item == null) {
            return null;
        }
        return BytesTranscoder.isOurs(item.flags())
                ? SlotFormat.decode(key, item.bytes())
                : DecodedSlot.Unreadable.DAMAGED;
    }

    /** Does a step to what was found. */
    Move apply(SlotKey key, String name, @Nullable Item item, SlotStep step, long epoch) {
        DecodedSlot found = decode(key, item);
        if (found == DecodedSlot.Unreadable.UNKNOWN_VERSION
                && (step instanceof SlotStep.Lease || step instanceof SlotStep.Token)) {
            return new Move(null, strange(step), false);
        }
        long now = now();
        Slot current = step instanceof SlotStep.Read ? seen(key, name, item) : current(found, now);
        return apply(believed(name, current, step, now), step, now, epoch);
    }

    /** What is of another version is somebody's, and may be open. */
    private static StepReply strange(SlotStep step) {
        return step instanceof SlotStep.Token token
                ? new StepReply.TokenSeen(token.stamp(), CommitPosition.UNKNOWN, true)
                : new StepReply.Open(CommitPosition.UNKNOWN);
    }

    private @Nullable Slot current(@Nullable DecodedSlot found, long now) {
        if (found instanceof DecodedSlot.Whole whole) {
            return now < whole.slot().untilMillis() ? whole.slot() : null;
        }
        return found == null ? null : new Slot.Fence(newStamp(), now, CommitPosition.UNKNOWN, List.of());
    }

    private Move apply(@Nullable Slot current, SlotStep step, long now, long epoch) {
        SlotRules.Transition transition = rules.apply(current, step, now, epoch);
        Slot next = transition.slot();
        if (next == null || next == current) {
            return new Move(null, transition.reply(), false);
        }
        boolean renews = step instanceof SlotStep.Token
                && current instanceof Slot.Fence before
                && next instanceof Slot.Fence after
                && before.stamp() == after.stamp()
                && before.writers().equals(after.writers());
        return new Move(marked(next, step, now), transition.reply(), renews);
    }

    private static Slot marked(Slot next, SlotStep step, long now) {
        long until = next.untilMillis();
        if (next instanceof Slot.Lease lease) {
            long even = until == Long.MAX_VALUE ? until - 1 : until + (until & 1);
            long end = step instanceof SlotStep.Release ? even + 1 : even;
            return new Slot.Lease(lease.stamp(), end, lease.deadlineMillis(), lease.floor(), lease.last());
        } else if (next instanceof Slot.Fence fence && step instanceof SlotStep.Token token) {
            // twice as long as asked, so that the next who asks for it need not write it again
            long twice = Math.max(until, plus(plus(now, token.lifeMillis()), token.lifeMillis()));
            return new Slot.Fence(fence.stamp(), twice, fence.floor(), fence.writers());
        }
        return next;
    }

    private @Nullable Slot believed(String name, @Nullable Slot slot, SlotStep step, long now) {
        if (slot instanceof Slot.Lease lease && step instanceof SlotStep.Lease asked) {
            long longest = asked.lifeMillis();
            return until(
                    lease,
                    isGivenBack(lease) ? Math.min(now, lease.deadlineMillis()) : held(name, lease, longest, now));
        } else if (slot instanceof Slot.Fence fence && !fence.writers().isEmpty() && !(step instanceof SlotStep.Read)) {
            return believed(name, fence, now);
        }
        return slot;
    }

    private static boolean isGivenBack(Slot.Lease lease) {
        return (lease.untilMillis() & 1) == 1;
    }

    /** Returns until when a lease holds by the clock here, which may be ahead of its holder's, or far behind. */
    private long held(String name, Slot.Lease lease, long longestMillis, long now) {
        long missing = sightings.missingMillis(name, lease.stamp(), longestMillis, 0);
        boolean lapsed = now >= lease.deadlineMillis();
        if (lapsed && missing == 0) {
            return lease.deadlineMillis();
        }
        long known = plus(now, missing);
        return lapsed ? known : Math.min(lease.deadlineMillis(), known);
    }

    private static Slot.Lease until(Slot.Lease lease, long deadlineMillis) {
        return deadlineMillis == lease.deadlineMillis()
                ? lease
                : new Slot.Lease(lease.stamp(), lease.untilMillis(), deadlineMillis, lease.floor(), lease.last());
    }

    /** Leaves those in who are doubted to have lapsed, as just open: a moment later the law would take them off again. */
    private Slot believed(String name, Slot.Fence fence, long now) {
        long justOpen = now - lagMillis;
        List<Slot.Writer> writers = new ArrayList<>();
        boolean same = true;
        for (Slot.Writer writer : fence.writers()) {
            long missing = sightings.missingMillis(name, writer.stamp(), memoryMillis, lagMillis);
            boolean doubted = writer.deadlineMillis() < justOpen && missing > 0;
            writers.add(doubted ? new Slot.Writer(writer.stamp(), justOpen) : writer);
            same &= !doubted;
        }
        return same ? fence : new Slot.Fence(fence.stamp(), fence.untilMillis(), fence.floor(), List.copyOf(writers));
    }

    /** Notes who holds a slot now, since this process has placed it there. */
    void placed(String name, SlotStep step, StepReply reply, long sentNanos) {
        if (step instanceof SlotStep.Lease lease && reply instanceof StepReply.Granted) {
            sightings.placed(name, lease.stamp(), lease.lifeMillis(), sentNanos);
        } else if (step instanceof SlotStep.Begin begin) {
            sightings.placed(name, begin.stamp(), begin.lifeMillis(), sentNanos);
        }
    }

    /** Returns a fence that may be set whatever the slot holds, or null if the step must not. */
    Slot.@Nullable Fence blind(String name, SlotStep step) {
        long now = now();
        long unseen = newStamp();
        List<Slot.Writer> writers = new ArrayList<>();
        writers.add(new Slot.Writer(unseen, plus(now, memoryMillis)));
        long stamp;
        long life = memoryMillis;
        if (step instanceof SlotStep.Begin begin) {
            stamp = begin.stamp();
            life = Math.max(life, begin.lifeMillis());
            writers.add(new Slot.Writer(stamp, plus(now, begin.lifeMillis())));
        } else if (step instanceof SlotStep.End end) {
            stamp = end.next();
        } else if (step instanceof SlotStep.Fence fence) {
            stamp = fence.stamp();
        } else {
            return null;
        }
        sightings.placed(name, unseen, memoryMillis, nanos());
        long until = plus(plus(now, life), memoryMillis);
        return new Slot.Fence(stamp, until, CommitPosition.UNKNOWN, List.copyOf(writers));
    }

    /** Returns whether there is room for so much at a server. */
    boolean fits(byte[] slot) {
        return slot.length <= maximumBytes;
    }

    /** Returns whether an entry is surely too large, before anybody is asked. */
    boolean isTooLarge(SlotKey key, Entry entry) {
        long payload = entry.payload() instanceof Payload.Bytes bytes ? bytes.bytes().length : 0;
        long rough = payload + key.bytes().length;
        if (rough + ROOM <= maximumBytes) {
            return false;
        }
        try {
            return rough > maximumBytes || !fits(SlotFormat.encode(key, new Slot.Value(1, 0, 0, entry)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return false; // refused for what it is, later
        }
    }

    /** Adds without overflow: "for ever" stays for ever. */
    private static long plus(long now, long millis) {
        long sum = now + millis;
        return millis > 0 && sum < now ? Long.MAX_VALUE : sum;
    }
}
