package dev.aside.simulation.model;

import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.Event;
import dev.aside.simulation.world.Host;
import dev.aside.simulation.world.World;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One connection of a process to one life of a server. What is sent arrives late and in order, or, once the connection is
 * broken, some of it and then nothing more. What is held back by the network arrives when it lets go, however late.
 */
final class Wire {
    private final World world;
    private final Host host;
    private final Pace pace;
    private final Life server;
    private final long number;
    private final Queue<Runnable> heldUp = new ArrayDeque<>();
    private final Queue<Runnable> heldDown = new ArrayDeque<>();
    private final String name;
    private final Object upLane = new Object();
    private final Object downLane = new Object();
    private long lastUp;
    private long lastDown;
    private int underWay;
    private int stillArrive;
    private boolean broken;
    private boolean upHeld;
    private boolean downHeld;
    private boolean pushesLost;

    Wire(Host host, Pace pace, Life server, long number) {
        this.world = host.world();
        this.host = host;
        this.pace = pace;
        this.server = server;
        this.number = number;
        this.name = "wire " + number + " of " + host.name();
    }

    /** Returns the number of the connection among those of its process. */
    long number() {
        return number;
    }

    /** Returns a number for whose connection it is, and the so-and-so-many-eth. */
    long state() {
        return name.hashCode();
    }

    Life server() {
        return server;
    }

    /** Returns whether the server still talks to somebody by it. */
    boolean isOpen() {
        return !broken && host.isAlive();
    }

    /** Sends something to the server. */
    void send(Runnable atServer) {
        if (broken) {
            return;
        }
        if (upHeld) {
            heldUp.add(atServer);
            return;
        }
        lastUp = Math.max(lastUp + 1, world.nanos() + pace.pick(world.choices()));
        underWay++;
        Event unused = world.after(lastUp - world.nanos(), upLane, host.name(), () -> arrived(atServer));
    }

    private void arrived(Runnable atServer) {
        world.moved(name);
        underWay--;
        boolean gone = broken && stillArrive-- <= 0;
        if (!gone && server.isUp()) {
            atServer.run();
        }
    }

    /** Sends something to the process. */
    void answer(Runnable atClient) {
        if (broken) {
            return;
        }
        if (downHeld) {
            heldDown.add(atClient);
            return;
        }
        lastDown = Math.max(lastDown + 1, world.nanos() + pace.pick(world.choices()));
        Host.Pending unused = host.after(lastDown - world.nanos(), downLane, () -> {
            if (!broken) {
                atClient.run();
            }
        });
    }

    /** Sends something that nobody asked for, or a proof that all of that has arrived. */
    void push(Runnable atClient) {
        if (!pushesLost) {
            answer(atClient);
        }
    }

    /** Holds back what is sent from now on. */
    void hold(boolean up, boolean down) {
        upHeld |= up;
        downHeld |= down;
    }

    /** Loses what is pushed from now on. */
    void losePushes() {
        pushesLost = true;
    }

    /** Lets go what was held back. */
    void letGo() {
        upHeld = false;
        downHeld = false;
        while (!heldUp.isEmpty()) {
            send(heldUp.remove());
        }
        while (!heldDown.isEmpty()) {
            answer(heldDown.remove());
        }
    }

    boolean losesPushes() {
        return pushesLost;
    }

    /** Breaks it. Some of what was on its way to the server, the first of it, may still arrive. */
    void cut() {
        if (!broken) {
            broken = true;
            world.moved(name);
            stillArrive = underWay == 0 ? 0 : world.choices().pick(underWay + 1);
            heldUp.clear();
            heldDown.clear();
        }
    }
}
