package dev.aside.simulation.run;

import dev.aside.simulation.node.Pace;
import dev.aside.simulation.plan.Operation;
import dev.aside.simulation.world.World;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Does one thing after the other: on a node and on the one that takes its place once that has died, or now here and now there. */
final class Caller {
    private final World world;
    private final Pace thinking;
    private final Reads reads;
    private final Changes changes;
    private final List<Operation> operations;
    private final Runnable onBegin;
    private final @Nullable User user;
    private final UnaryOperator<Node> road;
    private @Nullable Node at;
    private int next;

    /** Stays where it is. */
    Caller(World world, Pace thinking, Reads reads, Changes changes, List<Operation> operations, Runnable onBegin) {
        this(world, thinking, reads, changes, operations, onBegin, null, UnaryOperator.identity());
    }

    /**
     * @param user who takes along what he has changed, or null for nobody
     * @param road leads from the node where something was done to the one where the next thing is
     */
    Caller(
            World world,
            Pace thinking,
            Reads reads,
            Changes changes,
            List<Operation> operations,
            Runnable onBegin,
            @Nullable User user,
            UnaryOperator<Node> road) {
        this.world = world;
        this.thinking = thinking;
        this.reads = reads;
        this.changes = changes;
        this.operations = operations;
        this.onBegin = onBegin;
        this.user = user;
        this.road = road;
    }

    /** Returns whether something of it is under way on that node. */
    boolean isAt(Node node) {
        return at == node;
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
        Node to = road.apply(node);
        at = to;
        to.runtime.host().after(thinking.pick(world.choices()), () -> act(to));
    }

    private void act(Node node) {
        Operation operation = operations.get(next++);
        onBegin.run();
        // What is answered at once must not make the stack deeper, and another caller may come in between.
        act(new Visit(node, user), operation, () -> node.runtime.host().after(0, () -> goOn(node)));
    }

    private void act(Visit visit, Operation operation, Runnable then) {
        int key = operation.keys().get(0);
        switch (operation.kind()) {
            case GET -> reads.get(visit, key, then);
            case GET_ALL -> reads.getAll(visit, operation.keys(), then);
            case PEEK -> reads.peek(visit, key, then);
            case GET_FRESH -> reads.getFresh(visit, key, then);
            case REFRESH -> reads.refresh(visit, key, then);
            case PUT -> changes.put(visit, operation, then);
            case INVALIDATE -> changes.invalidate(visit, operation, then);
            case CHANGE, CHANGE_PUT, CHANGE_TAG -> changes.change(visit, operation, then);
            case INVALIDATE_TAG -> changes.invalidateTag(visit, operation, then);
            case CLEAR -> changes.clear(visit, operation, then);
        }
    }
}
