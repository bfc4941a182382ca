package dev.aside.simulation.run;

import dev.aside.simulation.node.Pace;
import dev.aside.simulation.plan.Operation;
import dev.aside.simulation.world.World;
import java.util.List;

/** Does one thing after the other on a node, and on the node that takes its place once that has died. */
final class Caller {
    private final World world;
    private final Pace thinking;
    private final Reads reads;
    private final Changes changes;
    private final List<Operation> operations;
    private final Runnable onBegin;
    private int next;

    Caller(World world, Pace thinking, Reads reads, Changes changes, List<Operation> operations, Runnable onBegin) {
        this.world = world;
        this.thinking = thinking;
        this.reads = reads;
        this.changes = changes;
        this.operations = operations;
        this.onBegin = onBegin;
    }

    boolean isDone() {
        return next > operations.size();
    }

    /** Goes on with what is next, on this node; what was under way on another is lost. */
    void goOn(Node node) {
        if (next >= operations.size()) {
            next = operations.size() + 1;
            return;
        }
        node.runtime.host().after(thinking.pick(world.choices()), () -> act(node));
    }

    private void act(Node node) {
        Operation operation = operations.get(next++);
        onBegin.run();
        // What is answered at once must not make the stack deeper, and another caller may come in between.
        act(node, operation, () -> node.runtime.host().after(0, () -> goOn(node)));
    }

    private void act(Node node, Operation operation, Runnable then) {
        int key = operation.keys().get(0);
        switch (operation.kind()) {
            case GET -> reads.get(node, key, then);
            case GET_ALL -> reads.getAll(node, operation.keys(), then);
            case PEEK -> reads.peek(node, key, then);
            case GET_FRESH -> reads.getFresh(node, key, then);
            case REFRESH -> reads.refresh(node, key, then);
            case PUT -> changes.put(node, operation, then);
            case INVALIDATE -> changes.invalidate(node, operation, then);
            case CHANGE, CHANGE_TAG -> changes.change(node, operation, then);
            case INVALIDATE_TAG -> changes.invalidateTag(node, operation, then);
            case CLEAR -> changes.clear(node, operation, then);
        }
    }
}
