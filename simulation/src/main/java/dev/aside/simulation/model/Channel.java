package dev.aside.simulation.model;

import dev.aside.cache.route.ChangeRecord;
import dev.aside.simulation.world.Event;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A channel of the database: what processes say by it is heard by all others who listen, in one order. */
public final class Channel {

    /** Somebody who listens, by one connection. */
    interface Ear {
        /** Returns the connection. */
        Wire wire();

        /** Somebody else has said this. */
        void heard(List<ChangeRecord> changes);
    }

    /** A process's way here. */
    interface Way {
        /** Breaks its connections. */
        void breakConnections();

        /** Ends what is wrong with it. */
        void heal();
    }

    private static final class Server implements Life {
        private final ServerClock clock;
        private final List<Ear> ears = new ArrayList<>();
        private boolean up = true;

        Server(World world) {
            this.clock = new ServerClock(world, 0, 0);
        }

        @Override
        public boolean isUp() {
            return up;
        }

        @Override
        public ServerClock clock() {
            return clock;
        }
    }

    private final World world;
    private final List<Way> ways = new ArrayList<>();
    private Server server;
    private boolean twice;

    /** Creates one that nobody listens to. */
    public Channel(World world) {
        this.world = world;
        this.server = new Server(world);
    }

    void add(Way way) {
        ways.add(way);
    }

    Life server() {
        return server;
    }

    /** At the server: somebody listens from now on. */
    void listen(Ear ear) {
        server.ears.add(ear);
    }

    /** At the server: somebody says something. */
    void say(Object who, List<ChangeRecord> changes) {
        server.ears.removeIf(ear -> !ear.wire().isOpen());
        for (int i = 0; i < (twice ? 2 : 1); i++) {
            server.ears.stream()
                    .filter(ear -> ear != who)
                    .forEach(ear -> ear.wire().push(() -> ear.heard(changes)));
        }
    }

    /** Whatever is said is said twice, or once. */
    public void sayTwice(boolean on) {
        twice = on;
    }

    /** Ends what is wrong. */
    public void heal() {
        twice = false;
        ways.forEach(Way::heal);
    }

    /** Another server takes over: nobody listens to it yet. */
    public void failOver(Duration pause) {
        server.up = false;
        server = new Server(world);
        server.up = false;
        Server next = server;
        Event unused = world.after(pause.toNanos(), () -> next.up = true);
        ways.forEach(Way::breakConnections);
    }
}
