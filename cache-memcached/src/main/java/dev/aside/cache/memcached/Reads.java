package dev.aside.cache.memcached;

import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The reads of one batch from one node, in one command. */
final class Reads implements Part {

    private final Batch batch;
    private final Slots slots;
    private final List<One> all = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Wire wire;

    private record One(String name, SlotKey key, int index) {}

    Reads(Batch batch, Slots slots) {
        this.batch = batch;
        this.slots = slots;
    }

    void add(String name, SlotKey key, int index) {
        all.add(new One(name, key, index));
        names.add(name);
    }

    /** However many slots it asks for. */
    @Override
    public int size() {
        return 1;
    }

    @Override
    public void start(Wire by) {
        wire = by;
        if (ended.get()) {
            by.over(this);
        } else {
            by.get(names, (fate, items) -> answered(fate, items, by.epoch()));
        }
    }

    private void answered(Fate fate, Map<String, Item> items, long epoch) {
        if (fate == Fate.NOT_SENT) {
            giveUp("the connection is lost");
        } else if (fate == Fate.REFUSED) {
            giveUp("memcached answers with an error");
        } else if (ended.compareAndSet(false, true)) {
            for (One one : all) {
                batch.settle(
                        one.index(),
                        new StepReply.Seen(slots.seen(one.key(), one.name(), items.get(one.name())), -1, epoch));
            }
            over();
        }
    }

    /** A read that is not answered has changed nothing. */
    @Override
    public void giveUp(String why) {
        if (ended.compareAndSet(false, true)) {
            StepReply.Failed failed = Failures.notApplied(why);
            all.forEach(one -> batch.settle(one.index(), failed));
            over();
        }
    }

    private void over() {
        Wire mine = wire;
        if (mine != null) {
            mine.over(this);
        }
        batch.partIsOver();
    }
}
