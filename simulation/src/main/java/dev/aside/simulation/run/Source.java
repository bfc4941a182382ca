package dev.aside.simulation.run;

import dev.aside.cache.NotWrittenException;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.SlotKey;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.oracle.Value;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Operation;
import dev.aside.simulation.plan.Setting;
import dev.aside.simulation.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The user's code on all nodes: what loads, what writes, and what commits by SQL of its own. */
final class Source implements Node.UserCode {
    private static final int NEVER = -1;

    private final World world;
    private final Setting setting;
    private final Models around;
    private final Ledger ledger;
    private final Consumer<Node> onCommit;
    /** By a value's number, how its write ends. */
    private final List<Operation.Ending> endings = new ArrayList<>();
    /** By a value's number, the place of its commit. */
    private final List<Integer> places = new ArrayList<>();

    private final int[] loads;
    private boolean resting;

    Source(World world, Setting setting, Models around, Ledger ledger, int initial, Consumer<Node> onCommit) {
        this.world = world;
        this.setting = setting;
        this.around = around;
        this.ledger = ledger;
        this.onCommit = onCommit;
        this.loads = new int[initial];
        for (int id = 0; id < initial; id++) {
            endings.add(Operation.Ending.COMMIT);
            places.add(0);
        }
    }

    /** Nothing fails from now on. */
    void rest() {
        resting = true;
    }

    /** Counts loads from zero on. */
    void countAnew() {
        Arrays.fill(loads, 0);
    }

    /** Returns how often a key has been loaded on all nodes. */
    int loads(int key) {
        return loads[key];
    }

    /** Returns a value that has not been written yet. */
    Value newValue(int key, Operation.Ending ending) {
        endings.add(ending);
        places.add(NEVER);
        return new Value(key, endings.size() - 1);
    }

    /** Returns the place of the value's commit, or a negative number if there is none. */
    int placeOf(Value value) {
        return places.get(value.id());
    }

    @Override
    public @Nullable Value load(Node node, int key) throws Exception {
        return read(node.runtime, key, node.runtime.begun());
    }

    @Override
    public Map<Integer, Value> loadAll(Node node, Set<Integer> keys) throws Exception {
        long begun = node.runtime.begun();
        Map<Integer, Value> found = new HashMap<>();
        for (int key : keys) {
            Value value = read(node.runtime, key, begun);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    private @Nullable Value read(NodeRuntime node, int key, long begun) throws Exception {
        loads[key]++;
        if (!resting && setting.is(Knob.FAILING) && world.choices().chance(15 * setting.get(Knob.FAILING))) {
            tell(node, "its load of key " + key + " fails");
            throw new IllegalStateException("the database has refused");
        }
        Value value = around.read(node, key, begun);
        if (world.isTold()) {
            tell(node, "has loaded " + Value.name(value) + " of key " + key);
        }
        return value;
    }

    /** What a put has its value written by. */
    @Override
    public void write(Node node, int key, Value value) throws Exception {
        long unusedBegin = node.runtime.begun();
        Operation.Ending ending = endings.get(value.id());
        List<SlotKey> fence = List.of(Options.slot(key));
        tell(node.runtime, ending == Operation.Ending.COMMIT ? "" : "its write of " + value + " ends as " + ending);
        switch (ending) {
            case COMMIT -> {
                Committed unused = commit(node, key, value, fence);
            }
            case ROLLBACK -> throw new NotWrittenException("rolled back", null);
            default -> unknown(node, key, value, ending, fence);
        }
    }

    private void unknown(Node node, int key, Value value, Operation.Ending ending, List<SlotKey> fence) {
        if (ending == Operation.Ending.UNKNOWN_COMMITTED) {
            Committed unused = commit(node, key, value, fence);
        } else if (ending == Operation.Ending.UNKNOWN_LATER) {
            commitLater(node, key, value, fence);
        }
        throw new IllegalStateException("the connection is gone");
    }

    /** The database finishes it within the time that a change may take, as counted from now. */
    void commitLater(Node node, int key, @Nullable Value value, List<SlotKey> fence) {
        long within = setting.write().toNanos() * world.choices().between(1, 8) / 10;
        world.after(within, () -> {
            if (around.commits()) {
                Committed unused = commit(node, key, value, fence);
            }
        });
    }

    /** How long after it was sent to be placed a fence surely stands, by whatever clock. */
    private long within() {
        return setting.write().toNanos() / 100 * 98;
    }

    /** Returns whether anything can be committed now. */
    boolean commits() {
        return around.commits();
    }

    /** Commits a change that is to be fenced by these slots, or by none. */
    Committed commit(Node node, int key, @Nullable Value value, List<SlotKey> fence) {
        if (world.isTold()) {
            world.tell("database", "commits " + Value.name(value) + " of key " + key + " for " + node.name());
        }
        CommitPosition position = around.commit(key, value);
        int place = ledger.last(key);
        if (value != null) {
            places.set(value.id(), place);
        }
        boolean fenced = !fence.isEmpty() && node.fences().fence(fence, within());
        boolean byKey = fence.stream().allMatch(slot -> slot.kind() == SlotKey.Kind.ENTRY);
        ledger.committed(node, key, place, fenced, byKey);
        onCommit.accept(node);
        return new Committed(key, place, position);
    }

    private void tell(NodeRuntime node, String what) {
        if (world.isTold() && !what.isEmpty()) {
            world.tell(node.host().name(), what);
        }
    }
}
