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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node's way to a server like Redis: one connection, which carries commands and pushes in order, breaks, and is made again.
 */
public final class FarBackend implements CacheBackend {
    private final FarServers servers;
    private final Host host;
    private final Set<Batch> waiting = new LinkedHashSet<>();
    private final List<FarStore> stores = new ArrayList<>();
    private final Link link;
    private FarReader reader;
    private boolean shifts;
    private boolean hasFeed = true;
    private SlotCode code = SlotCode.SHIPPED;
    private FeedRule feedRule = FeedRule.RIGHT;
    private FollowerRule followerRule = FollowerRule.RIGHT;
    private boolean hasReaders;
    private long number;

    /** The last life of the server that it has met. */
    private int met;

    private long evictionsSeen;
    private long freshSinceNanos = Long.MIN_VALUE;
    private boolean evicting;

    FarBackend(FarServers servers, Host host, Pace pace) {
        this.servers = servers;
        this.host = host;
        this.link = new Link(host, pace, new User());
        this.reader = new FarReader(link.last(), this::pushed, () -> feedRule.registers());
        this.met = servers.master().life();
    }

    /** Makes it have no feed. To be said before stores are opened. */
    public FarBackend withoutFeed() {
        hasFeed = false;
        return this;
    }

    /** Makes it read slots in another way than the shipped one. */
    public FarBackend reading(SlotCode other) {
        code = other;
        return this;
    }

    /** Makes it hear what is pushed by another rule than the right one. */
    public FarBackend hearing(FeedRule other) {
        feedRule = other;
        return this;
    }

    /** Makes it ask those who follow the master, too, by this rule. To be said before stores are opened. */
    public FarBackend askingFollowers(FollowerRule rule) {
        hasReaders = true;
        followerRule = rule;
        return this;
    }

    boolean hasReaders() {
        return hasReaders;
    }

    FollowerRule followerRule() {
        return followerRule;
    }

    FeedRule feedRule() {
        return feedRule;
    }

    boolean isAlive() {
        return host.isAlive();
    }

    FarServers servers() {
        return servers;
    }

    Host host() {
        return host;
    }

    Set<Batch> waiting() {
        return waiting;
    }

    SlotCode code() {
        return code;
    }

    boolean hasFeed() {
        return hasFeed;
    }

    /** Returns the present connection, or null if there is none that the node knows of. */
    @Nullable
    FarReader reader() {
        return link.wire() == null ? null : reader;
    }

    /** Returns the clock of the server that the node last spoke to. */
    ServerClock serverClock() {
        return link.last().server().clock();
    }

    /** Returns whether the answers of the next batch go to one another's commands. */
    boolean takesShift() {
        boolean shift = shifts;
        shifts = false;
        return shift;
    }

    @Override
    public String name() {
        return "far";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        FarStore store = new FarStore(this, spec, runtime);
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
        link.close();
    }

    void forget(FarStore store) {
        stores.remove(store);
    }

    private void pushed(Address address) {
        List.copyOf(stores).forEach(store -> store.pushed(address));
    }

    /** Breaks the connection. What was under way may or may not arrive; the node notices a little later and connects again. */
    public void breakConnection() {
        link.breakConnection();
    }

    /** The process dies: what it had to send last may not have been sent. */
    public void die() {
        link.last().cut();
    }

    private final class User implements Link.User {
        @Override
        public Life server() {
            return servers.master();
        }

        @Override
        public long nextNumber() {
            return ++number;
        }

        @Override
        public void lost() {
            List.copyOf(stores).forEach(FarStore::lost);
            for (Batch batch : List.copyOf(waiting)) {
                batch.giveUp("the connection is lost");
            }
            waiting.clear();
        }

        @Override
        public void connected(boolean another) {
            FarServer server = (FarServer) link.last().server();
            long restored = server.isOlderThan(met) ? server.life() : 0;
            met = server.life();
            reader = new FarReader(link.last(), FarBackend.this::pushed, () -> feedRule.registers());
            evictionsSeen = servers.master().evictions();
            freshSinceNanos = host.world().nanos();
            List.copyOf(stores).forEach(store -> store.connected(another, restored));
        }
    }

    /** Refuses every batch at once, the connection being gone, until it is healed. */
    public void refuse() {
        link.refuse();
    }

    /** Holds back what the node sends, what it is sent, or both, until it is healed. Nobody is told. */
    public void hold(boolean up, boolean down) {
        link.last().hold(up, down);
    }

    /** Loses what is pushed, unseen but for the proofs that do not come, until it is healed and connects again. */
    public void losePushes() {
        link.last().losePushes();
    }

    /** Gives the answers of the next batch to one another's reads, as a client does whose codec has thrown. */
    public void shiftAnswers() {
        shifts = true;
    }

    /** Ends what is wrong. */
    public void heal() {
        shifts = false;
        link.heal();
    }

    /** Asks the server again and again how many slots it has forgotten for want of memory. */
    public FarBackend watchingEvictions(Duration every) {
        Wire wire = link.wire();
        if (wire != null) {
            wire.send(() -> {
                long count = ((FarServer) wire.server()).evictions();
                wire.answer(() -> sawEvictions(count));
            });
        }
        Host.Pending unused = host.after(every.toNanos(), () -> watchingEvictions(every));
        return this;
    }

    /** Learns at once how many slots the server has forgotten for want of memory. */
    public void seeEvictions() {
        host.world().moved(host.name());
        sawEvictions(servers.master().evictions());
    }

    /** Notes what the server has said of its evictions. */
    void sawEvictions(long count) {
        evicting = count != evictionsSeen;
        evictionsSeen = count;
        if (evicting) {
            freshSinceNanos = host.world().nanos();
        }
    }

    /** Returns from when on, by true time, what was known of the database still counts. */
    public long freshSinceNanos() {
        return evicting ? Long.MAX_VALUE : freshSinceNanos;
    }
}
