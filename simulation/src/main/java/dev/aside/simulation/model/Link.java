package dev.aside.simulation.model;

import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.Choices;
import dev.aside.simulation.world.Host;
import org.jspecify.annotations.Nullable;

/** A process's way to one server, whichever life of it runs: a connection that breaks and is made again. */
final class Link {

    /** Who uses it. */
    interface User {
        /** Returns the present life of the server. */
        Life server();

        /** Returns the number of the next connection. */
        long nextNumber();

        /** The connection is gone, as far as the process knows. */
        void lost();

        /** There is a connection again, by which nothing has been sent yet; perhaps to another life of the server. */
        void connected(boolean another);
    }

    private final Host host;
    private final Pace pace;
    private final User user;
    private Wire wire;
    private boolean connected = true;
    private boolean unreachable;
    private boolean closed;

    Link(Host host, Pace pace, User user) {
        this.host = host;
        this.pace = pace;
        this.user = user;
        this.wire = new Wire(host, pace, user.server(), user.nextNumber());
        if (!user.server().isUp()) {
            connected = false;
            connectLater();
        }
    }

    /** Returns the connection, or null if the process knows that there is none. */
    @Nullable
    Wire wire() {
        return connected && !unreachable ? wire : null;
    }

    /** Returns the last connection that there was. */
    Wire last() {
        return wire;
    }

    /** Breaks the connection; the process notices a little later. */
    void breakConnection() {
        if (!connected || !host.isAlive()) {
            return;
        }
        Wire old = wire;
        old.cut();
        Host.Pending unused = host.after(trip(), () -> noticed(old));
    }

    private long trip() {
        Choices choices = host.world().choices();
        return pace.pick(choices);
    }

    private void noticed(Wire old) {
        if (wire == old && connected) {
            connected = false;
            user.lost();
            connectLater();
        }
    }

    private void connectLater() {
        Host.Pending unused = host.after(trip() + trip(), this::connect);
    }

    private void connect() {
        Life server = user.server();
        if (closed) {
            return;
        }
        if (unreachable || !server.isUp()) {
            connectLater();
            return;
        }
        boolean another = wire.server() != server;
        wire = new Wire(host, pace, server, user.nextNumber());
        connected = true;
        user.connected(another);
    }

    /** Refuses everything, the connection being gone, until it is healed. */
    void refuse() {
        unreachable = true;
        breakConnection();
    }

    void heal() {
        unreachable = closed;
        if (wire.losesPushes()) {
            breakConnection();
        } else {
            wire.letGo();
        }
    }

    void close() {
        closed = true;
        unreachable = true;
        wire.cut();
    }
}
