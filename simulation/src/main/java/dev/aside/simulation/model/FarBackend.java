package dev.aside.simulation.model;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.StoreSpec;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A node's way to a server like Redis: one connection, which carries commands and pushes in order, breaks, and is made again.
 */
public final class FarBackend implements CacheBackend, FarServers.Client {
    private final FarServers servers;
    private final Host host;
    private final FarLink node;
    private final List<FarStore> stores = new ArrayList<>();

    private FarBackend(FarServers servers, Host host, Pace pace) {
        this.servers = servers;
        this.host = host;
        this.node = new FarLink(servers, host, pace, new Listener());
    }

    /**
     * Makes a node's own way to servers.
     *
     * @param servers the servers
     * @param host the node
     * @param pace how long a message travels
     */
    public static FarBackend to(FarServers servers, Host host, Pace pace) {
        FarBackend node = new FarBackend(servers, host, pace);
        servers.add(node);
        return node;
    }

    private final class Listener implements FarLink.Listener {
        @Override
        public void pushed(Address address) {
            List.copyOf(stores).forEach(store -> store.pushed(address));
        }

        @Override
        public void lost() {
            List.copyOf(stores).forEach(FarStore::lost);
        }

        @Override
        public void connected(boolean another, long restored) {
            List.copyOf(stores).forEach(store -> store.connected(another, restored));
        }
    }

    /** Makes it have no feed. To be said before stores are opened. */
    public FarBackend withoutFeed() {
        node.rules().hasFeed = false;
        return this;
    }

    /** Makes it read slots in another way than the shipped one. */
    public FarBackend reading(SlotCode other) {
        node.rules().code = other;
        return this;
    }

    /** Makes it hear what is pushed by another rule than the right one. */
    public FarBackend hearing(FeedRule other) {
        node.rules().feed = other;
        return this;
    }

    /** Makes it ask those who follow the master, too, by this rule. To be said before stores are opened. */
    public FarBackend askingFollowers(FollowerRule rule) {
        node.rules().hasReaders = true;
        node.rules().followers = rule;
        return this;
    }

    @Override
    public boolean isAlive() {
        return host.isAlive();
    }

    @Override
    public String name() {
        return "far";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        FarStore store = new FarStore(node, spec, runtime, stores::remove);
        stores.add(store);
        return store;
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    @Override
    public Set<Consistency.Mode> modes() {
        return EnumSet.allOf(Consistency.Mode.class);
    }

    @Override
    public void close() {
        List.copyOf(stores).forEach(FarStore::close);
        node.link().close();
    }

    /** Breaks the connection. What was under way may or may not arrive; the node notices a little later and connects again. */
    @Override
    public void breakConnection() {
        node.link().breakConnection();
    }

    /** The process dies: what it had to send last may not have been sent. */
    public void die() {
        node.link().last().cut();
    }

    /** Refuses every batch at once, the connection being gone, until it is healed. */
    public void refuse() {
        node.link().refuse();
    }

    /** Holds back what the node sends, what it is sent, or both, until it is healed. Nobody is told. */
    public void hold(boolean up, boolean down) {
        node.link().last().hold(up, down);
    }

    /** Loses what is pushed, unseen but for the proofs that do not come, until it is healed and connects again. */
    public void losePushes() {
        node.link().last().losePushes();
    }

    /** Gives the answers of the next batch to one another's reads, as a client does whose codec has thrown. */
    public void shiftAnswers() {
        node.shift(true);
    }

    /** Ends what is wrong. */
    @Override
    public void heal() {
        node.shift(false);
        node.link().heal();
    }

    /** Asks the server again and again how many slots it has forgotten for want of memory. */
    public FarBackend watchingEvictions(Duration every) {
        Wire wire = node.link().wire();
        if (wire != null) {
            long asked = host.world().nanos();
            wire.send(() -> {
                FarServer server = (FarServer) wire.server();
                long count = server.evictions();
                wire.answer(() -> node.sawEvictions(server, count, asked));
            });
        }
        Host.Pending unused = host.after(every.toNanos(), () -> watchingEvictions(every));
        return this;
    }

    /** Learns at once how many slots the server has forgotten for want of memory. */
    public void seeEvictions() {
        host.world().moved(host.name());
        FarServer server = servers.master();
        node.sawEvictions(server, server.evictions(), host.world().nanos());
    }

    /** Returns for how long the server has forgotten nothing for want of memory, or zero if that is not known. */
    public Duration sinceEviction() {
        return node.sinceEviction();
    }
}
