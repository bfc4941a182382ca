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
public final class MemcachedBackend implements CacheBackend, MemcachedRing.Client {
    private final MemcachedRing ring;
    private final Host host;
    private final MemcachedLinks links;
    private final List<MemcachedStore> stores = new ArrayList<>();

    private MemcachedBackend(MemcachedRing ring, Host host, Pace pace, SlotLaw law) {
        this.ring = ring;
        this.host = host;
        this.links = new MemcachedLinks(ring, host, pace, law, new Listener());
    }

    /**
     * Makes a node's own way to servers.
     *
     * @param ring the servers
     * @param host the node
     * @param pace how long a message travels
     * @param law what the node makes of a slot
     */
    public static MemcachedBackend to(MemcachedRing ring, Host host, Pace pace, SlotLaw law) {
        MemcachedBackend node = new MemcachedBackend(ring, host, pace, law);
        ring.add(node);
        return node;
    }

    private final class Listener implements MemcachedLinks.Listener {
        @Override
        public void lost(int place) {
            List.copyOf(stores).forEach(store -> store.lost(place));
        }

        @Override
        public void another() {
            List.copyOf(stores).forEach(MemcachedStore::another);
        }
    }

    @Override
    public boolean isAlive() {
        return host.isAlive();
    }

    @Override
    public String name() {
        return "memcached";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        MemcachedStore store = new MemcachedStore(links, spec, runtime, stores::remove);
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
        links.all().forEach(Link::close);
    }

    private Link bent(int server) {
        return links.to(server % links.all().size());
    }

    /** Breaks the connection to a server. */
    @Override
    public void breakConnection(int server) {
        bent(server).breakConnection();
    }

    /** The process dies: what it had to send last may not have been sent. */
    public void die() {
        links.all().forEach(link -> link.last().cut());
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
    @Override
    public void heal() {
        links.all().forEach(Link::heal);
    }

    /** Asks the servers again and again how many slots they have forgotten for want of memory. */
    public MemcachedBackend watchingEvictions(Duration every) {
        for (int i = 0; i < ring.size(); i++) {
            watch(i);
        }
        Host.Pending unused = host.after(every.toNanos(), () -> watchingEvictions(every));
        return this;
    }

    private void watch(int index) {
        Wire wire = links.to(index).wire();
        if (wire != null) {
            long asked = host.world().nanos();
            wire.send(() -> {
                MemcachedServer server = (MemcachedServer) wire.server();
                long count = server.evictions();
                wire.answer(() -> links.evictions().saw(index, server, count, asked));
            });
        }
    }

    /** Learns at once how many slots the servers have forgotten for want of memory. */
    public void seeEvictions() {
        for (int i = 0; i < ring.size(); i++) {
            MemcachedServer server = ring.server(i);
            links.evictions().saw(i, server, server.evictions(), host.world().nanos());
        }
    }

    /** Returns for how long the servers have forgotten nothing for want of memory, or zero if that is not known. */
    public Duration sinceEviction() {
        return links.sinceEviction();
    }
}
