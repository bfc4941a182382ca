package dev.aside.simulation.model;

import dev.aside.simulation.world.Event;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Servers like Memcached, each with some of the keys. One that is gone leaves its keys to nobody. */
public final class MemcachedRing {

    /** A node's way to them. */
    interface Client {
        /** Returns whether the node lives. */
        boolean isAlive();

        /** The connection to a server breaks. */
        void breakConnection(int server);

        /** Ends everything that is wrong with the way. */
        void heal();
    }

    private static final int MAX_SKEW_MICROS = 2_000_000;
    private static final int MAX_RATE_ERROR = 50;
    private static final int MAX_NODE_SKEW_MICROS = 1_000;

    private final World world;
    private final SplittableRandom clocks;
    private final List<MemcachedServer> servers = new ArrayList<>();
    private final List<Integer> lives = new ArrayList<>();
    private final List<Client> nodes = new ArrayList<>();

    /**
     * Starts the servers.
     *
     * @param world where they run
     * @param servers how many
     * @param seed the chance of all clocks
     */
    public MemcachedRing(World world, int servers, long seed) {
        this.world = world;
        this.clocks = new SplittableRandom(seed);
        for (int i = 0; i < servers; i++) {
            this.servers.add(new MemcachedServer(world, clock(MAX_SKEW_MICROS)));
            this.lives.add(0);
        }
    }

    private ServerClock clock(int maxSkewMicros) {
        return new ServerClock(
                world,
                clocks.nextInt(-maxSkewMicros, maxSkewMicros + 1),
                clocks.nextInt(-MAX_RATE_ERROR, MAX_RATE_ERROR + 1));
    }

    /** Returns the clock of another node. */
    ServerClock nodeClock() {
        return clock(MAX_NODE_SKEW_MICROS);
    }

    /** There is another node. */
    void add(Client node) {
        nodes.removeIf(other -> !other.isAlive());
        nodes.add(node);
    }

    int size() {
        return servers.size();
    }

    MemcachedServer server(int index) {
        return servers.get(index);
    }

    int placeOf(Address address) {
        return Math.floorMod(address.key().hashCode(), servers.size());
    }

    /** Returns the slots that there are, by server and the oldest first. */
    public List<Address> addresses() {
        List<Address> all = new ArrayList<>();
        servers.forEach(server -> all.addAll(server.addresses()));
        return all;
    }

    /**
     * Forgets a slot for want of memory.
     *
     * @param address the slot
     * @param young how old a change is that no longer matters
     * @return whether a younger change has been forgotten with it
     */
    public boolean evict(Address address, Duration young) {
        long changed = server(placeOf(address)).evict(address);
        return changed >= 0 && world.nanos() - changed < young.toNanos();
    }

    /**
     * Starts a server again, empty and counting from one.
     *
     * @param which the server, bent to what there is
     * @param pause how long it does not answer
     */
    public void restart(int which, Duration pause) {
        int index = which % servers.size();
        MemcachedServer old = servers.get(index);
        old.stop();
        int life = lives.get(index) + 1;
        lives.set(index, life);
        nodes.forEach(node -> node.breakConnection(index));
        Event unused = world.after(pause.toNanos(), () -> {
            if (lives.get(index) == life) {
                servers.set(index, new MemcachedServer(world, old.clock()));
            }
        });
    }

    /** Ends everything that is wrong with the ways to the servers. */
    public void heal() {
        nodes.forEach(Client::heal);
    }
}
