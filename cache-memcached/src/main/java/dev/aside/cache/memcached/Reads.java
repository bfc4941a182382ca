package dev.aside.cache.memcached;

import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What one batch looks at on one node, in one command: reads, and tokens that need not be made or renewed. */
final class Reads implements Wire.Part {

    private final Batch batch;
    private final Tools tools;
    private final Node node;
    private final List<One> all = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Wire wire;

    private record One(String name, SlotKey key, int index) {}

    Reads(Batch batch, Tools tools, Node node) {
        this.batch = batch;
        this.tools = tools;
        this.node = node;
    }

    boolean isFrom(Node other) {
        return node == other;
    }

    void send() {
        node.send(this);
    }

    /** Returns whether nothing else looks at the slot. */
    boolean add(String name, SlotKey key, int index) {
        all.add(new One(name, key, index));
        return names.add(name);
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
                settle(one, items.get(one.name()), epoch);
            }
            over();
        }
    }

    private void settle(One one, @Nullable Item item, long epoch) {
        Slots slots = tools.slots();
        if (batch.step(one.index()) instanceof SlotStep.Token token) {
            Slots.Move move = slots.apply(one.key(), one.name(), item, token, epoch);
            if (move.next() == null) {
                batch.settle(one.index(), move.reply());
            } else {
                goOn(one);
            }
        } else {
            batch.settle(one.index(), new StepReply.Seen(slots.seen(one.key(), one.name(), item), -1, epoch));
        }
    }

    /** A step that was to be a look has something to change. */
    private void goOn(One one) {
        Steps steps = new Steps(batch, tools, one.name(), one.key());
        steps.add(one.index());
        batch.isAlso(steps);
        tools.lanes().enter(steps);
    }

    /** A look that is not answered has changed nothing. */
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
