package dev.aside.simulation.model;

import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node's connections to servers like Memcached, one to each, and what it makes of the slots that it finds there. */
final class MemcachedLinks {

    /** Who is told of the connections. */
    interface Listener {
        /** The one to a server is gone, as far as the node knows. */
        void lost(int place);

        /** There is one to another life of a server. */
        void another();
    }

    private final MemcachedRing ring;
    private final Host host;
    private final SlotLaw law;
    private final ServerClock clock;
    private final Listener listener;
    private final Evictions evictions;
    private final List<Link> links = new ArrayList<>();
    private long epoch = 1;

    MemcachedLinks(MemcachedRing ring, Host host, Pace pace, SlotLaw law, Listener listener) {
        this.ring = ring;
        this.host = host;
        this.law = law;
        this.clock = ring.nodeClock();
        this.listener = listener;
        this.evictions = new Evictions(host, ring.size());
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
            listener.lost(index);
        }

        @Override
        public void connected(boolean another) {
            epoch++;
            MemcachedServer server = ring.server(index);
            evictions.saw(index, server, server.evictions(), host.world().nanos());
            if (another) {
                listener.another();
            }
        }
    }

    Host host() {
        return host;
    }

    SlotLaw law() {
        return law;
    }

    /** Returns the node's own clock. */
    ServerClock clock() {
        return clock;
    }

    Evictions evictions() {
        return evictions;
    }

    /** Returns for how long the servers have forgotten nothing for want of memory, or zero if that is not known. */
    Duration sinceEviction() {
        return evictions.since(index -> links.get(index).wire() != null);
    }

    /** Returns the number of connections that the node has lost or made, which only grows. */
    long epoch() {
        return epoch;
    }

    int placeOf(Address address) {
        return ring.placeOf(address);
    }

    /** Returns the connection to a server. */
    Link to(int place) {
        return links.get(place);
    }

    /** Returns them all, by server. */
    List<Link> all() {
        return links;
    }
}
