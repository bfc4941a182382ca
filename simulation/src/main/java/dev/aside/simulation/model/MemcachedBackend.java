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
 * A node's way to servers like Memcached: one connection to each, no feed, and no clock but the node's own, which those of
 * the other nodes agree with to a millisecond or two.
 */
public final class MemcachedBackend implements CacheBackend {
    private final MemcachedRing ring;
    private final Host host;
    private final SlotLaw law;
    private final ServerClock clock;
    private final List<Link> links = new ArrayList<>();
    private final List<MemcachedStore> stores = new ArrayList<>();
    private final long[] evictionsSeen;
    private long epoch = 1;
    private long freshSinceNanos = Long.MIN_VALUE;
    private boolean evicting;

    MemcachedBackend(MemcachedRing ring, Host host, Pace pace, SlotLaw law, ServerClock clock) {
        this.ring = ring;
        this.host = host;
        this.law = law;
        this.clock = clock;
        this.evictionsSeen = new long[ring.size()];
        for (int i = 0; i < ring.size(); i++) {
            links.add(new Link(host, pace, new User(i)));
        }
    }

    private final class User implements Link.User {
        private final int index;

        User(int index) {
            this.index = index;
        }

        @Override
        public Life server() {
            return ring.server(index);
        }

        @Override
        public long nextNumber() {
            return epoch;
        }

        @Override
        public void lost() {
            epoch++;
            List.copyOf(stores).forEach(store -> store.lost(index));
        }

        @Override
        public void connected(boolean another) {
            epoch++;
            evictionsSeen[index] = ring.server(index).evictions();
            freshSinceNanos = host.world().nanos();
            if (another) {
                List.copyOf(stores).forEach(MemcachedStore::another);
            }
        }
    }

    boolean isAlive() {
        return host.isAlive();
    }

    SlotLaw law() {
        return law;
    }

    ServerClock clock() {
        return clock;
    }

    Host host() {
        return host;
    }

    /** Returns the number of connections that the node has lost or made, which only grows. */
    long epoch() {
        return epoch;
    }

    int placeOf(Address address) {
        return ring.placeOf(address);
    }

    Link link(int place) {
        return links.get(place);
    }

    @Override
    public String name() {
        return "memcached";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        MemcachedStore store = new MemcachedStore(this, spec, runtime);
        stores.add(store);
        return store;
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    @Override
    public Set<Consistency.Mode> modes() {
        return EnumSet.complementOf(EnumSet.of(Consistency.Mode.STRICT));
    }

    @Override
    public void close() {
        List.copyOf(stores).forEach(MemcachedStore::close);
        links.forEach(Link::close);
    }

    void forget(MemcachedStore store) {
        stores.remove(store);
    }

    private Link bent(int server) {
        return links.get(server % links.size());
    }

    /** Breaks the connection to a server. */
    public void breakConnection(int server) {
        bent(server).breakConnection();
    }

    /** The process dies: what it had to send last may not have been sent. */
    public void die() {
        links.forEach(link -> link.last().cut());
    }

    /** Refuses whatever is for a server, until healed. */
    public void refuse(int server) {
        bent(server).refuse();
    }

    /** Holds back what is sent to a server, what it sends, or both, until healed. */
    public void hold(int server, boolean up, boolean down) {
        bent(server).last().hold(up, down);
    }

    /** Ends what is wrong. */
    public void heal() {
        links.forEach(Link::heal);
    }

    /** Asks the servers again and again how many slots they have forgotten for want of memory. */
    public MemcachedBackend watchingEvictions(Duration every) {
        for (int i = 0; i < links.size(); i++) {
            watch(i);
        }
        Host.Pending unused = host.after(every.toNanos(), () -> watchingEvictions(every));
        return this;
    }

    private void watch(int index) {
        Wire wire = links.get(index).wire();
        if (wire != null) {
            wire.send(() -> {
                long count = ((MemcachedServer) wire.server()).evictions();
                wire.answer(() -> sawEvictions(index, count));
            });
        }
    }

    /** Learns at once how many slots the servers have forgotten for want of memory. */
    public void seeEvictions() {
        for (int i = 0; i < links.size(); i++) {
            sawEvictions(i, ring.server(i).evictions());
        }
    }

    private void sawEvictions(int index, long count) {
        evicting = count != evictionsSeen[index];
        evictionsSeen[index] = count;
        if (evicting) {
            freshSinceNanos = host.world().nanos();
        }
    }

    /** Returns from when on, by true time, what was known of the database still counts. */
    public long freshSinceNanos() {
        return evicting ? Long.MAX_VALUE : freshSinceNanos;
    }
}
