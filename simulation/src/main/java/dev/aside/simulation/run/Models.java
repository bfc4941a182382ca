package dev.aside.simulation.run;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.simulation.model.Address;
import dev.aside.simulation.model.Channel;
import dev.aside.simulation.model.ChannelFeed;
import dev.aside.simulation.model.Commit;
import dev.aside.simulation.model.Database;
import dev.aside.simulation.model.Endpoints;
import dev.aside.simulation.model.SlotLaw;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.oracle.Value;
import dev.aside.simulation.plan.Fault;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Setting;
import dev.aside.simulation.world.Event;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everything around the nodes: the cache servers, the database, and what goes wrong with them. */
final class Models {
    private static final Pace REPLICA_LAG = Pace.of(1_000, 3_000, 20_000, 90_000);

    /** How much a fault excuses. */
    enum Extent {
        /** Nothing: whatever is promised holds. */
        NOTHING,
        /** Open changes of processes that die: what has fenced them may be gone. */
        OPEN_CHANGES,
        /** A change that a replica of the database may not have yet: nobody need have seen that its fence has gone. */
        YOUNG_CHANGE,
        /** Acknowledged changes, until those who made them have said them again. */
        ACKNOWLEDGED
    }

    /**
     * What a fault excuses.
     *
     * @param extent how much
     * @param keys of which keys, if not of all
     */
    record Excuse(Extent extent, List<Integer> keys) {
        private static Excuse of(Extent extent) {
            return new Excuse(extent, List.of());
        }
    }

    /** A node's ways. */
    private record Ways(
            Servers.Way store,
            Endpoints<Value> database,
            @Nullable ChannelFeed channel) {}

    private final World world;
    private final Setting setting;
    private final Subject subject;
    private final Servers servers;
    private final Database<Value> database;
    private final Channel channel;
    private final Pace network;
    private final Map<NodeRuntime, Ways> ways = new HashMap<>();

    Models(
            World world,
            Setting setting,
            Subject subject,
            List<@Nullable Value> initial,
            Consumer<Commit<Value>> onCommit,
            long seed) {
        this.world = world;
        this.setting = setting;
        this.subject = subject;
        this.network = setting.network();
        SlotLaw right = new SlotRules(setting.lag().toMillis(), setting.memory().toMillis())::apply;
        SlotLaw law = subject.law().apply(right);
        this.servers = setting.is(Knob.MEMCACHED)
                ? new MemcachedServers(world, setting, law, network, seed)
                : new RedisServers(world, setting, subject, law, network, seed);
        Map<Integer, Value> rows = new HashMap<>();
        for (Value value : initial) {
            if (value != null) {
                rows.put(value.key(), value);
            }
        }
        this.channel = new Channel(world);
        this.database = new Database<>(world, rows, setting.get(Knob.REPLICAS), REPLICA_LAG.again(), onCommit);
    }

    /** Returns a node's own way to the cache server. */
    CacheBackend connect(NodeRuntime node) {
        Servers.Way store = servers.connect(node);
        Endpoints<Value> endpoints = new Endpoints<>(world, database, subject.replicas(), setting.lag());
        ChannelFeed heard =
                setting.hears() ? new ChannelFeed(channel, node.host(), node.runtime(), network, subject.feed()) : null;
        ways.put(node, new Ways(store, endpoints, heard));
        return store.backend();
    }

    /** Returns the way by which a node and the others hear of each other's changes, or null if there is none. */
    @Nullable
    ChannelFeed channel(NodeRuntime node) {
        return ways(node).channel();
    }

    private Ways ways(NodeRuntime node) {
        Ways own = ways.get(node);
        if (own == null) {
            throw new IllegalArgumentException("a node that has not been connected");
        }
        return own;
    }

    /** Reads a key from the database within a running load: what was true at some moment of it. */
    @Nullable
    Value read(NodeRuntime node, int key, long begunNanos) {
        return ways(node).database().read(key, begunNanos);
    }

    /** Commits a value, or its absence, and returns the place of the commit. */
    CommitPosition commit(int key, @Nullable Value value) {
        return database.commit(key, value);
    }

    /** Returns whether the database has a writer. */
    boolean commits() {
        return database.isUp();
    }

    /** Lets something go wrong on or with a node. Returns what the promises do not cover because of it. */
    Excuse fault(Fault fault, NodeRuntime node) {
        Servers.Way way = ways(node).store();
        Duration span = Duration.ofMillis(fault.millis());
        ChannelFeed heard = ways(node).channel();
        if (heard != null && fault.where() % 4 != 0 && isOfChannel(fault, heard, span)) {
            return Excuse.of(Extent.NOTHING);
        }
        switch (fault.kind()) {
            case EVICTION -> {
                return evict(fault.where());
            }
            case RESTART -> {
                servers.restart(fault);
                return Excuse.of(Extent.OPEN_CHANGES);
            }
            case RESTORE -> {
                return Excuse.of(servers.restore(fault) ? Extent.ACKNOWLEDGED : Extent.NOTHING);
            }
            case FAILOVER -> {
                return Excuse.of(servers.failOver(fault) ? Extent.ACKNOWLEDGED : Extent.NOTHING);
            }
            case CUT -> until(span, () -> way.hold(fault, /* up= */ true), way::heal);
            case MUTE -> until(span, () -> way.hold(fault, /* up= */ false), way::heal);
            case REFUSED -> until(span, () -> way.refuse(fault), way::heal);
            case BROKEN -> way.breakConnection(fault);
            case FEED_LOST -> until(span, way::losePushes, way::heal);
            case SHIFTED -> way.shiftAnswers();
            case FOLLOWER_CUT -> until(span, () -> servers.cutOffFollowers(true), () -> servers.cutOffFollowers(false));
            case DOUBLED -> until(span, () -> servers.pushTwice(true), () -> servers.pushTwice(false));
            case FULL -> until(span, () -> servers.fill(fault, true), () -> servers.fill(fault, false));
            case REPLICA_STALL ->
                until(span, () -> database.stall(fault.where(), true), () -> database.stall(fault.where(), false));
            case DATABASE_FAILOVER -> {
                List<Commit<Value>> unused = database.failOver(/* mayLose= */ false, span);
                channel.failOver(span);
            }
            case CRASH, DEATH_AFTER_COMMIT -> throw new IllegalArgumentException("a node's own fault");
        }
        return Excuse.of(Extent.NOTHING);
    }

    /** Lets it go wrong on a node's way to the channel. Returns whether it is something that can. */
    private boolean isOfChannel(Fault fault, ChannelFeed heard, Duration span) {
        switch (fault.kind()) {
            case CUT -> until(span, heard::holdWhatItSays, heard::heal);
            case MUTE -> until(span, heard::holdWhatItHears, heard::heal);
            case REFUSED -> until(span, heard::refuse, heard::heal);
            case BROKEN, FEED_LOST -> heard.breakConnection(fault.where());
            case DOUBLED -> until(span, () -> channel.sayTwice(true), () -> channel.sayTwice(false));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Excuse evict(int where) {
        List<Address> slots = servers.slots();
        if (slots.isEmpty()) {
            return Excuse.of(Extent.NOTHING);
        }
        Address slot = slots.get(where % slots.size());
        boolean known =
                ways.keySet().stream().filter(node -> node.host().isAlive()).allMatch(this::knowsThatSlotsAreForgotten);
        boolean young = servers.evict(slot, setting.lag()) && setting.is(Knob.REPLICAS);
        return young && !known ? new Excuse(Extent.YOUNG_CHANGE, keys(slot)) : Excuse.of(Extent.OPEN_CHANGES);
    }

    /** Returns whether a node has seen an eviction so lately that it will have seen the next one before it trusts again. */
    private boolean knowsThatSlotsAreForgotten(NodeRuntime node) {
        Duration since = ways(node).store().sinceEviction();
        return since.compareTo(setting.memory().minus(EntryStore.EVICTION_NOTICE)) < 0;
    }

    /** Returns the keys that a slot has to do with: one, or all if it is a token. */
    private List<Integer> keys(Address slot) {
        return IntStream.range(0, setting.keys())
                .filter(key ->
                        slot.key().kind() != SlotKey.Kind.ENTRY || slot.key().equals(Options.slot(key)))
                .boxed()
                .toList();
    }

    private void until(Duration span, Runnable begin, Runnable end) {
        begin.run();
        Event unused = world.after(span.toNanos(), end);
    }

    /** A node dies. */
    void die(NodeRuntime node) {
        ways(node).store().die();
        ChannelFeed heard = ways(node).channel();
        if (heard != null) {
            heard.die();
        }
    }

    /** A node learns at once which slots have been forgotten for want of memory. */
    void seeEvictions(NodeRuntime node) {
        ways(node).store().seeEvictions();
    }

    /** Ends everything that goes wrong, and lets everything travel fast. */
    void heal() {
        servers.heal();
        database.heal();
        channel.heal();
        network.calmDown();
    }
}
