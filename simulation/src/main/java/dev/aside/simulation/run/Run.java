package dev.aside.simulation.run;

import dev.aside.cache.route.ChangeOutcome;
import dev.aside.simulation.model.Commit;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.oracle.Oracle;
import dev.aside.simulation.oracle.Promise;
import dev.aside.simulation.oracle.Value;
import dev.aside.simulation.plan.Fault;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Operation;
import dev.aside.simulation.plan.Plan;
import dev.aside.simulation.plan.Setting;
import dev.aside.simulation.world.Event;
import dev.aside.simulation.world.RecordedChoices;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One run: what a plan says, with a stream of choices. The same plan and choices give the same run. */
public final class Run {
    private static final Pace SOON = Pace.of(0, 300, 900, 2_000, 7_000);
    private static final Pace THREADS = Pace.of(50, 200);
    private static final long CALLERS_END = Duration.ofSeconds(60).toNanos();
    /** Longer than every deadline and every pause after it; a fence that was set blindly stays open for its life besides. */
    private static final long REST = Duration.ofMillis(3_500).toNanos();

    /** Longer than every lease, time-out and pause. */
    private static final long TURN = Duration.ofMillis(2_100).toNanos();

    private final Plan plan;
    private final Setting setting;
    private final RecordedChoices choices;
    private final SplittableRandom seeds;
    private final World world;
    private final Subject subject;
    private final Oracle oracle;
    private final Ledger ledger;
    private final Watch watch;
    private final Healing healing;
    private final Models around;
    private final Source source;
    private final Pace database;
    private final Reads reads;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();
    private int started;
    private int begun;
    private int commits;
    private boolean resting;

    private Run(Plan plan, RecordedChoices choices, long seed, Subject subject, boolean told) {
        this.plan = plan;
        this.setting = plan.setting();
        this.choices = choices;
        this.database = setting.database();
        this.seeds = new SplittableRandom(seed);
        this.world = new World(choices, seed, told);
        this.oracle = new Oracle(world, initial(), promise());
        this.subject = FillWatch.over(subject, plan, oracle);
        this.ledger = new Ledger(oracle, setting.keys());
        this.watch = new Watch(world, oracle);
        this.healing = new Healing(world, oracle, ledger);
        this.around = new Models(world, setting, this.subject, initial(), this::committed, seed);
        this.source = new Source(world, setting, around, ledger, initial().size(), this::committed);
        this.reads = new Reads(world, setting, oracle, watch);
    }

    /**
     * Carries a run out.
     *
     * @param plan what is done
     * @param choices what is not fixed
     * @param seed the chance of nodes, and of the order of what happens at the same time
     * @param subject what is tried
     * @param told whether the story is kept
     * @return what came of it
     */
    public static Outcome of(Plan plan, RecordedChoices choices, long seed, Subject subject, boolean told) {
        return new Run(plan, choices, seed, subject, told).run();
    }

    /** Where there are tags every key has a value, because a known absence carries none. */
    private List<@Nullable Value> initial() {
        List<@Nullable Value> initial = new ArrayList<>();
        for (int key = 0; key < setting.keys(); key++) {
            initial.add(setting.is(Knob.TAGGED) ? new Value(key, key) : null);
        }
        return initial;
    }

    private Promise promise() {
        Duration life = setting.hardLife().plus(setting.staleWindow()).plusMillis(60);
        return new Promise(setting.consistency(), life, setting.hardLoad().plus(setting.lag()));
    }

    private Outcome run() {
        for (int i = 0; i < setting.nodes(); i++) {
            nodes.add(start(i));
        }
        Changes changes = new Changes(world, setting, oracle, watch, source, ledger);
        for (List<Operation> operations : plan.callers()) {
            callers.add(caller(changes, operations));
        }
        for (int i = 0; i < callers.size(); i++) {
            callers.get(i).goOn(nodes.get(i % nodes.size()));
        }
        try {
            while (!isDone() && world.step(CALLERS_END)) {
                // one event after the other
            }
            rest();
        } catch (RuntimeException e) {
            oracle.violated("NO EXCEPTION", e.toString());
        }
        return new Outcome(
                oracle.violations(),
                oracle.reads() + plan.operations(),
                world.events(),
                world.nanos(),
                choices.record(),
                world.story());
    }

    private Caller caller(Changes changes, List<Operation> operations) {
        Pace thinking = setting.thinking();
        if (!setting.roams()) {
            return new Caller(world, thinking, reads, changes, operations, this::begun);
        }
        User user = new User(setting.keys());
        ledger.add(user.own);
        return new Caller(world, thinking, reads, changes, operations, this::begun, user, before -> anyNode());
    }

    private Node anyNode() {
        return nodes.get(choices.pick(nodes.size()));
    }

    private boolean isDone() {
        return !oracle.violations().isEmpty() || callers.stream().allMatch(Caller::isDone);
    }

    private Node start(int index) {
        String name = "node" + index + "abcdefg".charAt(started++ / setting.nodes() % 7);
        NodeRuntime runtime = new NodeRuntime(world, name, seeds.nextLong(), THREADS, database);
        Node node = new Node(index, runtime, around, setting, source, subject);
        ledger.add(node.own);
        return node;
    }

    /** An operation begins: whatever is to go wrong by then goes wrong a little later. */
    private void begun() {
        begun++;
        for (Fault fault : plan.faults()) {
            if (fault.after() == begun - 1) {
                world.after(SOON.pick(choices), () -> fault(fault));
            }
        }
    }

    /** A node has committed: perhaps it dies of it. */
    private void committed(Node node) {
        commits++;
        for (Fault fault : plan.faults()) {
            if (fault.kind() == Fault.Kind.DEATH_AFTER_COMMIT && fault.after() == commits - 1) {
                dieAfter(SOON.pick(choices), node);
            }
        }
    }

    private void dieAfter(long nanos, Node node) {
        Runnable death = () -> {
            if (node.isAlive() && !resting) {
                crash(node.index);
            }
        };
        if (nanos == 0) {
            death.run(); // before the cache hears of it
        } else {
            Event unused = world.after(nanos, death);
        }
    }

    private void fault(Fault fault) {
        if (resting) {
            return;
        }
        int index = fault.where() % nodes.size();
        if (fault.kind() == Fault.Kind.CRASH) {
            crash(index);
            return;
        }
        if (fault.kind() == Fault.Kind.DEATH_AFTER_COMMIT) {
            return; // it waits for its commit
        }
        world.tell("fault", fault.toString());
        Models.Excuse excuse = around.fault(fault, nodes.get(index).runtime);
        switch (excuse.extent()) {
            case ACKNOWLEDGED -> {
                ledger.fencesMayBeLost();
                healing.begin(nodes);
            }
            case OPEN_CHANGES -> ledger.fencesMayBeLost();
            case YOUNG_CHANGE -> {
                ledger.fencesMayBeLost();
                excuse.keys().forEach(ledger::excuse);
            }
            case NOTHING -> {}
        }
    }

    private void committed(Commit<Value> commit) {
        commit.rows().forEach((key, value) -> {
            int unused = oracle.committed(key, value);
        });
    }

    private void crash(int index) {
        Node dead = nodes.get(index);
        world.tell("fault", dead.name() + " dies");
        around.die(dead.runtime);
        dead.runtime.host().crash();
        ledger.died(dead);
        Node next = start(index);
        nodes.set(index, next);
        callers.stream().filter(caller -> caller.isAt(dead)).forEach(caller -> caller.goOn(next));
    }

    /** Heals everything, lets everything run out, and looks what is left. */
    private void rest() {
        resting = true;
        around.heal();
        database.calmDown();
        pass(setting.is(Knob.MEMCACHED) ? setting.memory().toNanos() + REST : REST);
        source.rest();
        reads.rest();
        each((node, key) -> reads.getFar(Visit.at(node), key, () -> {}));
        pass(TURN);
        each((node, key) -> clearOn(nodes.get(0), node, key));
        pass(TURN);
        source.countAnew();
        each((node, key) -> reads.getFar(Visit.at(node), key, () -> {}));
        pass(TURN);
        each((node, key) -> reads.get(Visit.at(node), key, () -> {}));
        pass(TURN);
        countLoads();
        if (setting.get(Knob.MODE) > 0) {
            each((node, key) -> reads.lookNear(node, key, ledger.settled(key)));
        }
        each((node, key) -> reads.lookFar(node, key, ledger.settled(key)));
        pass(TURN);
        if (oracle.violations().isEmpty()) {
            watch.atRest();
            healing.atRest();
            nodes.forEach(this::atRest);
        }
    }

    /**
     * After a read that lets it notice what has happened to the store, and after the cache was cleared, all nodes have read every key at
     * once, and again: one of them has loaded it, and the others had it from there.
     */
    private void countLoads() {
        boolean expires = world.nanos() > setting.softLife().dividedBy(2).toNanos();
        for (int key = 0; key < setting.keys() && !expires; key++) {
            if (source.loads(key) > 1) {
                oracle.violated("ONE LOAD", "key " + key + " was loaded " + source.loads(key) + " times at rest");
            }
        }
    }

    private void pass(long nanos) {
        long until = world.nanos() + nanos;
        while (oracle.violations().isEmpty() && world.step(until)) {
            // one event after the other
        }
        if (oracle.violations().isEmpty()) {
            world.runUntil(until);
        }
    }

    private static void clearOn(Node first, Node node, int key) {
        if (node == first && key == 0) {
            CompletableFuture<ChangeOutcome> unused = node.async.clear();
        }
    }

    private interface Look {
        void at(Node node, int key);
    }

    private void each(Look look) {
        for (Node node : nodes) {
            node.runtime.host().after(0, () -> {
                for (int key = 0; key < setting.keys(); key++) {
                    look.at(node, key);
                }
            });
        }
        pass(1);
    }

    private void atRest(Node node) {
        List<String> left = node.cache.leftovers();
        if (!left.isEmpty()) {
            oracle.violated("NOTHING LEFT", node.name() + " has " + left);
        }
        var stats = node.cache.stats();
        long counted = stats.nearHits() + stats.farHits() + stats.misses();
        if (counted != node.reads) {
            oracle.violated("COUNTS", node.name() + " has counted " + counted + " reads of " + node.reads);
        }
    }
}
