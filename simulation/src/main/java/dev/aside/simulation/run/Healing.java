package dev.aside.simulation.run;

import dev.aside.simulation.oracle.Oracle;
import dev.aside.simulation.world.Event;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * After the store has come back without its last writes: acknowledged changes are excused until every node that lives has
 * noticed, and has said again what it had changed.
 */
final class Healing {
    private static final long LOOK_NANOS = Duration.ofMillis(3).toNanos();

    private final World world;
    private final Oracle oracle;
    private final Ledger ledger;
    /** The nodes that have not noticed, with the lives of the store that each had met when it was lost. */
    private final IdentityHashMap<Node, Integer> ill = new IdentityHashMap<>();

    Healing(World world, Oracle oracle, Ledger ledger) {
        this.world = world;
        this.oracle = oracle;
        this.ledger = ledger;
    }

    /** The store has lost its last writes. */
    void begin(List<Node> nodes) {
        oracle.excuse();
        boolean looks = !ill.isEmpty();
        nodes.forEach(node -> ill.put(node, node.lives()));
        if (!looks) {
            lookLater();
        }
    }

    private void lookLater() {
        Event unused = world.after(LOOK_NANOS, this::look);
    }

    private void look() {
        boolean all = ill.entrySet().stream().allMatch(one -> isWell(one.getKey(), one.getValue()));
        if (all) {
            ill.clear();
            ledger.excuseTheDead();
            oracle.excuseUntilHealed();
            world.tell("fault", "what was lost has been said again");
        } else {
            lookLater();
        }
    }

    private static boolean isWell(Node node, int livesBefore) {
        return !node.isAlive() || (node.lives() > livesBefore && node.cache.pending() == 0);
    }

    /** Everything has come to rest, and so must this have. */
    void atRest() {
        if (!ill.isEmpty()) {
            oracle.violated("HEALED", "what the store had lost was never said again");
        }
    }
}
