package dev.aside.cache.memcached;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one batch on one slot, one after the other. Each looks at the slot, applies the law here, and sets the slot if
 * nobody has set it since; if somebody has, it begins again.
 */
final class Steps implements Wire.Part, Lanes.Entrant {

    /*
     * What is likely absent
     * ---------------------
     * A lease that is to take nobody's place is added, and looked at in the same flush: if it was not there before and is what is
     * seen, it is granted by one trip. Otherwise what is seen is what is there, and the step goes on from it.
     *
     * Who has lost three times
     * ------------------------
     * A change must not be lost. It sets the slot blindly, to a fence that is open for as long as any change could be that
     * it may have overwritten, with a floor that nobody knows. Everything else has done nothing, and says so.
     *
     * What is known when no answer comes
     * ----------------------------------
     * A look changes nothing. So a step has done nothing until its add or set is on its way, and then it may have.
     */

    private static final int TRIES = 3;

    private final Batch batch;
    private final Tools tools;
    private final Slots slots;
    private final String name;
    private final SlotKey key;
    private final List<Integer> which = new ArrayList<>(1);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Wire wire;
    private @Nullable SlotStep bare;
    private int at;
    private int tries;
    private boolean writing;
    private boolean added;
    private boolean holds;
    private boolean ended;

    Steps(Batch batch, Tools tools, String name, SlotKey key) {
        this.batch = batch;
        this.tools = tools;
        this.slots = tools.slots();
        this.name = name;
        this.key = key;
    }

    void add(int index) {
        which.add(index);
    }

    @Override
    public String name() {
        return name;
    }

    /** A look, and a change. */
    @Override
    public int size() {
        return 2 * which.size();
    }

    @Override
    public void begin() {
        boolean isLate;
        lock.lock();
        try {
            isLate = ended;
            holds = true;
        } finally {
            lock.unlock();
        }
        if (isLate) {
            tools.lanes().leave(name);
        } else {
            tools.fleet().nodeOf(name).send(this);
        }
    }

    @Override
    public void start(Wire by) {
        turn(() -> {
            wire = by;
            next();
        });
        lock.lock();
        try {
            if (ended) {
                by.over(this); // it may have been given up before it knew the connection
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does something while nobody else does, and tells afterwards if that was the end. */
    private void turn(Runnable work) {
        boolean isOver;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            work.run();
            isOver = ended;
        } finally {
            lock.unlock();
        }
        if (isOver && !lock.isHeldByCurrentThread()) {
            over();
        }
    }

    private void over() {
        Wire mine = wire;
        if (mine != null) {
            mine.over(this);
        }
        if (holds) {
            tools.lanes().leave(name);
        }
        batch.partIsOver();
    }

    private Wire wire() {
        return Objects.requireNonNull(wire, "started");
    }

    private SlotStep step() {
        SlotStep smaller = bare;
        return smaller == null ? batch.step(which.get(at)) : smaller;
    }

    private void next() {
        if (step() instanceof SlotStep.Fill fill && slots.isTooLarge(key, fill.entry())) {
            answer(Failures.notApplied("the value is too large for memcached"));
        } else if (tries == 0 && step() instanceof SlotStep.Lease lease && lease.replaces() == 0) {
            addLease(lease);
        } else {
            look();
        }
    }

    private void look() {
        wire().gets(name, (fate, items) -> turn(() -> looked(fate, items)));
    }

    private void addLease(SlotStep.Lease step) {
        Slots.Move move = slots.apply(key, name, null, step, wire().epoch());
        Slot lease = move.next();
        if (lease == null) {
            look();
            return;
        }
        long sent = slots.nanos();
        writing = true;
        added = false;
        wire().add(
                        name,
                        Life.seconds(lease.untilMillis(), slots.now()),
                        SlotFormat.encode(key, lease),
                        fate -> turn(() -> {
                            added = fate == Fate.DONE;
                            writing &= fate != Fate.NOT_SENT;
                        }));
        wire().gets(name, (fate, items) -> turn(() -> lookedAgain(fate, items, step, move, sent)));
    }

    private void lookedAgain(Fate fate, Map<String, Item> items, SlotStep.Lease step, Slots.Move move, long sent) {
        if (fate == Fate.NOT_SENT) {
            stop("the connection is lost");
            return;
        }
        writing = false;
        if (fate == Fate.REFUSED && added) {
            answer(Failures.unknown("memcached answers with an error"));
            return;
        }
        Slot seen = added ? slots.seen(key, name, items.get(name)) : null;
        if (seen instanceof Slot.Lease own && own.stamp() == step.stamp()) {
            slots.placed(name, step, move.reply(), sent);
            answer(move.reply());
        } else {
            looked(fate, items);
        }
    }

    private void looked(Fate fate, Map<String, Item> items) {
        if (fate == Fate.NOT_SENT) {
            stop("the connection is lost");
        } else if (fate == Fate.REFUSED) {
            answer(Failures.notApplied("memcached answers with an error"));
        } else {
            found(items.get(name));
        }
    }

    private void found(@Nullable Item item) {
        Slots.Move move = slots.apply(key, name, item, step(), wire().epoch());
        Slot next = move.next();
        if (next == null) {
            answer(move.reply());
            return;
        }
        byte[] bytes;
        try {
            bytes = SlotFormat.encode(key, next);
        } catch (IllegalStateException | IllegalArgumentException e) {
            answer(Failures.notApplied("refused: " + e.getMessage()));
            return;
        }
        if (slots.fits(bytes)) {
            change(item, next, bytes, move);
        } else {
            changeToLess(item);
        }
    }

    /** The server would refuse it, and forget what is there. */
    private void changeToLess(@Nullable Item item) {
        if (bare == null && step() instanceof SlotStep.End end && end.entry() != null) {
            bare = new SlotStep.End(end.key(), end.stamp(), end.position(), end.next(), 0, null);
            found(item);
        } else if (bare == null && step() instanceof SlotStep.Lease lease && lease.keepLast()) {
            bare = new SlotStep.Lease(lease.key(), lease.stamp(), lease.lifeMillis(), lease.replaces(), false);
            found(item);
        } else {
            answer(Failures.notApplied("the slot is too large for memcached"));
        }
    }

    private void change(@Nullable Item item, Slot next, byte[] bytes, Slots.Move move) {
        int seconds = Life.seconds(next.untilMillis(), slots.now());
        long sent = slots.nanos();
        if (item != null && item.cas() == Item.NO_CAS) {
            lost(); // a server that does not count cannot compare
            return;
        }
        writing = true;
        if (item == null) {
            wire().add(name, seconds, bytes, fate -> turn(() -> changed(fate, move, sent)));
        } else {
            wire().cas(name, item.cas(), seconds, bytes, fate -> turn(() -> changed(fate, move, sent)));
        }
    }

    private void changed(Fate fate, Slots.Move move, long sent) {
        if (isAnswered(fate)) {
            if (fate == Fate.DONE) {
                slots.placed(name, step(), move.reply(), sent);
                answer(move.reply());
            } else if (move.renews()) {
                answer(move.reply());
            } else if (++tries < TRIES) {
                next();
            } else {
                lost();
            }
        }
    }

    /** Returns whether the server has said what has become of a change. If not, that is all there will be of the step. */
    private boolean isAnswered(Fate fate) {
        writing = false;
        if (fate == Fate.NOT_SENT) {
            stop("the connection is lost");
        } else if (fate == Fate.REFUSED) {
            answer(Failures.unknown("memcached answers with an error"));
        }
        return fate == Fate.DONE || fate == Fate.MISSED;
    }

    private void lost() {
        Slot.Fence fence = slots.blind(name, step());
        if (fence == null) {
            answer(Failures.notApplied("others were faster"));
            return;
        }
        int seconds = Life.seconds(fence.untilMillis(), slots.now());
        long sent = slots.nanos();
        writing = true;
        wire().set(
                        name,
                        seconds,
                        SlotFormat.encode(key, fence),
                        fate -> turn(() -> {
                            if (isAnswered(fate)) {
                                StepReply done = new StepReply.Applied(false);
                                slots.placed(name, step(), done, sent);
                                answer(done);
                            }
                        }));
    }

    private void answer(StepReply reply) {
        batch.settle(which.get(at), reply);
        at++;
        tries = 0;
        bare = null;
        if (at == which.size()) {
            ended = true;
        } else {
            next();
        }
    }

    private void stop(String why) {
        for (; at < which.size(); at++) {
            batch.settle(which.get(at), writing ? Failures.unknown(why) : Failures.notApplied(why));
            writing = false;
        }
        ended = true;
    }

    @Override
    public void giveUp(String why) {
        turn(() -> stop(why));
    }
}
