package dev.aside.simulation.model;

import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.Host;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node's connection to a server like Redis, and what waits for an answer by it. */
final class FarLink {

    /** Who is told of the connection. */
    interface Listener {
        /** A slot that was read has been changed. */
        void pushed(Address address);

        /** It is gone, as far as the node knows. */
        void lost();

        /**
         * There is a new one.
         *
         * @param another whether it is to another life of the server
         * @param restored which life that is, if it holds what it held long ago; else zero
         */
        void connected(boolean another, long restored);
    }

    private final FarServers servers;
    private final Listener listener;
    private final FarRules rules = new FarRules();
    private final Host host;
    private final Evictions evictions;
    private final Set<Batch> waiting = new LinkedHashSet<>();
    private final Link link;
    private FarReader reader;
    private boolean shifts;
    private long number;

    /** The last life of the server that it has met. */
    private int met;

    FarLink(FarServers servers, Host host, Pace pace, Listener listener) {
        this.servers = servers;
        this.listener = listener;
        this.host = host;
        this.evictions = new Evictions(host, 1);
        this.link = new Link(host, pace, new User());
        this.reader = new FarReader(link.last(), listener::pushed, () -> rules.feed.registers());
        this.met = servers.master().life();
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
            listener.lost();
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
            reader = new FarReader(link.last(), listener::pushed, () -> rules.feed.registers());
            sawEvictions(server, server.evictions(), host.world().nanos());
            listener.connected(another, restored);
        }
    }

    FarServers servers() {
        return servers;
    }

    FarRules rules() {
        return rules;
    }

    Set<Batch> waiting() {
        return waiting;
    }

    /** Returns the present connection, or null if there is none that the node knows of. */
    @Nullable
    FarReader reader() {
        return link.wire() == null ? null : reader;
    }

    /** Returns what breaks, and is made again. */
    Link link() {
        return link;
    }

    /** Returns the clock of the server that the node last spoke to. */
    ServerClock serverClock() {
        return link.last().server().clock();
    }

    /** Lets the answers of the next batch go to one another's commands, or not. */
    void shift(boolean on) {
        shifts = on;
    }

    /** Returns whether the answers of the next batch go to one another's commands. */
    boolean takesShift() {
        boolean shift = shifts;
        shifts = false;
        return shift;
    }

    /** Notes what the server has said of its evictions, and when it was asked. */
    void sawEvictions(FarServer server, long count, long askedNanos) {
        evictions.saw(0, server, count, askedNanos);
    }

    /** Returns for how long the server has forgotten nothing for want of memory, or zero if that is not known. */
    Duration sinceEviction() {
        return evictions.since(only -> link.wire() != null);
    }
}
