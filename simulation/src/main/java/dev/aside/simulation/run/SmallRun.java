package dev.aside.simulation.run;

import dev.aside.cache.Consistency;
import dev.aside.simulation.model.Commit;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.oracle.Oracle;
import dev.aside.simulation.oracle.Promise;
import dev.aside.simulation.oracle.Value;
import dev.aside.simulation.oracle.Violation;
import dev.aside.simulation.plan.Fault;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Operation;
import dev.aside.simulation.plan.Setting;
import dev.aside.simulation.world.FreeOrder;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way through a small case. */
public final class SmallRun {
    private static final Pace AT_ONCE = Pace.of(0);
    private static final long REST = Duration.ofSeconds(6).toNanos();
    private static final long END = Duration.ofSeconds(20).toNanos();

    /**
     * What came of it.
     *
     * @param violations what is wrong
     * @param end the number of the state in which nothing was left to happen
     * @param story what happened, if it was told
     */
    public record Result(List<Violation> violations, long end, List<World.Line> story) {}

    private final SmallCase small;
    private final Setting setting;
    private final FreeOrder order;
    private final World world;
    private final Subject subject;
    private final Oracle oracle;
    private final Ledger ledger;
    private final Watch watch;
    private final Models around;
    private final Source source;
    private final Reads reads;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();

    private SmallRun(SmallCase small, FreeOrder order, Subject subject, boolean told) {
        this.small = small;
        this.setting = small.plan().setting();
        this.order = order;
        this.world = new World(order, told);
        this.oracle = new Oracle(world, initial(), promise());
        this.subject = FillWatch.over(subject, small.plan(), oracle);
        this.ledger = new Ledger(oracle, setting.keys());
        this.watch = new Watch(world, oracle);
        this.around = new Models(world, setting, this.subject, initial(), this::committed, 1);
        this.source = new Source(world, setting, around, ledger, initial().size(), node -> {});
        this.reads = new Reads(world, setting, oracle, watch);
    }

    /**
     * Goes one way.
     *
     * @param small the case
     * @param order decides which
     * @param subject what is tried
     * @param told whether the story is kept
     * @return what came of it; nothing is wrong with a way that another one has gone on from
     */
    public static Result of(SmallCase small, FreeOrder order, Subject subject, boolean told) {
        return new SmallRun(small, order, subject, told).run();
    }

    private List<@Nullable Value> initial() {
        List<@Nullable Value> initial = new ArrayList<>();
        for (int key = 0; key < setting.keys(); key++) {
            initial.add(new Value(key, key));
        }
        return initial;
    }

    private Promise promise() {
        return new Promise(
                setting.consistency(),
                setting.hardLife().plusMillis(60),
                setting.hardLoad().plus(setting.lag()));
    }

    private void committed(Commit<Value> commit) {
        commit.rows().forEach((key, value) -> {
            int unused = oracle.committed(key, value);
        });
    }

    private Result run() {
        if (!setting.is(Knob.FEEDLESS)) {
            order.pushes();
        }
        order.settle(true);
        for (int i = 0; i < small.nodes(); i++) {
            nodes.add(start(i));
        }
        idle();
        if (small.warm()) {
            nodes.forEach(node -> each(node, key -> reads.get(Visit.at(node), key, () -> {})));
            idle();
        }
        begin();
        order.settle(false);
        while (isGoingOn() && world.step(END)) {
            // one event after the other
        }
        long end = order.number();
        if (!order.isKnown() && oracle.violations().isEmpty()) {
            rest();
        }
        return new Result(oracle.violations(), end, world.story());
    }

    private boolean isGoingOn() {
        return oracle.violations().isEmpty()
                && !(order.isIdle() && callers.stream().allMatch(this::isOver));
    }

    private boolean isOver(Caller caller) {
        return caller.isDone()
                || !nodes.get(callers.indexOf(caller) % nodes.size()).isAlive();
    }

    private Node start(int index) {
        NodeRuntime runtime = new NodeRuntime(world, "node" + index, 1 + index, AT_ONCE, AT_ONCE);
        Node node = new Node(index, runtime, around, setting, source, subject);
        ledger.add(node.own);
        return node;
    }

    private void begin() {
        Changes changes = new Changes(world, setting, oracle, watch, source, ledger);
        for (List<Operation> operations : small.plan().callers()) {
            Caller caller = new Caller(world, AT_ONCE, reads, changes, operations, () -> {});
            callers.add(caller);
            caller.goOn(nodes.get((callers.size() - 1) % nodes.size()));
        }
        for (Fault fault : small.plan().faults()) {
            String owner = fault.kind() == Fault.Kind.CRASH ? at(fault).name() : null;
            world.after(0, null, owner, () -> fault(fault));
        }
    }

    private Node at(Fault fault) {
        return nodes.get(fault.where() % nodes.size());
    }

    private void fault(Fault fault) {
        Node node = at(fault);
        if (fault.kind() == Fault.Kind.CRASH) {
            world.tell("fault", node.name() + " dies");
            around.die(node.runtime);
            node.runtime.host().crash();
            return;
        }
        world.tell("fault", fault.toString());
        if (around.fault(somewhere(fault), node.runtime).extent() != Models.Extent.NOTHING) {
            ledger.fencesMayBeLost();
        }
        if (fault.kind() == Fault.Kind.EVICTION) {
            nodes.forEach(one -> around.seeEvictions(one.runtime));
        }
    }

    /** An eviction takes this slot or that. */
    private Fault somewhere(Fault fault) {
        return fault.kind() == Fault.Kind.EVICTION
                ? new Fault(fault.kind(), fault.after(), order.pick(2), fault.millis())
                : fault;
    }

    /** Lets everything happen that is due. */
    private void idle() {
        while (!order.isIdle() && world.step(END)) {
            // one event after the other
        }
    }

    /** Heals everything, lets everything run out, and looks what is left. */
    private void rest() {
        order.settle(true);
        around.heal();
        pass();
        for (Node node : nodes) {
            each(node, key -> {
                if (setting.consistency().mode() != Consistency.Mode.EVENTUAL) {
                    reads.lookNear(node, key, ledger.settled(key));
                }
                reads.lookFar(node, key, ledger.settled(key));
            });
        }
        idle();
        if (oracle.violations().isEmpty()) {
            watch.atRest();
        }
    }

    private void pass() {
        long until = world.nanos() + REST;
        while (oracle.violations().isEmpty() && world.step(until)) {
            // one event after the other
        }
    }

    private interface Look {
        void at(int key);
    }

    private void each(Node node, Look look) {
        @Nullable
        Object unused = node.runtime.host().after(0, () -> {
            for (int key = 0; key < setting.keys(); key++) {
                look.at(key);
            }
        });
    }
}
