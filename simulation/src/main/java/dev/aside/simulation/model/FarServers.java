package dev.aside.simulation.model;

import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.simulation.world.Event;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A server like Redis with those that follow it, through all their lives. */
public final class FarServers {

    /** A node's way to them. */
    interface Client {
        /** Returns whether the node lives. */
        boolean isAlive();

        /** Its connection breaks. */
        void breakConnection();

        /** Ends everything that is wrong with the way. */
        void heal();
    }

    private static final int MAX_SKEW_MICROS = 5_000;
    private static final int MAX_RATE_ERROR = 50;

    private final World world;
    private final SlotLaw law;
    private final SplittableRandom clocks;
    private final long lagNanos;
    private final List<FarReplica> replicas = new ArrayList<>();
    private final List<Client> nodes = new ArrayList<>();

    /** All that was ever written, in order. */
    private final List<Written> writings = new ArrayList<>();

    private FarServer master;
    private Room room = Room.ENOUGH;
    private int pushTimes = 1;
    private int lives;
    private int restoredIn;
    private long written;

    private record Written(Address address, @Nullable Stored stored) {}

    /**
     * Starts the servers.
     *
     * @param world where they run
     * @param law what steps do
     * @param replicas how many follow
     * @param lag how far behind they are
     * @param seed the chance of their clocks
     */
    public FarServers(World world, SlotLaw law, int replicas, Duration lag, long seed) {
        this.world = world;
        this.law = law;
        this.clocks = new SplittableRandom(seed);
        this.lagNanos = lag.toNanos();
        for (int i = 0; i < replicas; i++) {
            this.replicas.add(new FarReplica(world, clock(), lagNanos));
        }
        this.master = life(clock(), new LinkedHashMap<>());
    }

    private ServerClock clock() {
        return new ServerClock(
                world,
                clocks.nextInt(-MAX_SKEW_MICROS, MAX_SKEW_MICROS + 1),
                clocks.nextInt(-MAX_RATE_ERROR, MAX_RATE_ERROR + 1));
    }

    private FarServer life(ServerClock clock, Map<Address, Stored> slots) {
        return new FarServer(world, law, clock, slots, this::replicate);
    }

    private void replicate(Address address, @Nullable Stored stored) {
        written++;
        if (!world.isFree()) {
            writings.add(new Written(address, stored));
        }
        for (FarReplica replica : replicas) {
            replica.follow(written, address, stored);
        }
    }

    /** Returns the name of what the master has written, and its followers have of it. */
    String history() {
        return "life " + lives;
    }

    /** Returns how much the master has written. */
    long written() {
        return written;
    }

    /** Returns how much of that every follower has. */
    long reached() {
        return replicas.stream().mapToLong(FarReplica::reached).min().orElse(0);
    }

    /** There is another node. */
    void add(Client node) {
        nodes.removeIf(other -> !other.isAlive());
        nodes.add(node);
    }

    FarServer master() {
        return master;
    }

    /** Reads where a replica may answer, or at the master if there is none. */
    StepReply read(FarReader from, Address address, SlotStep.Read step) {
        if (replicas.isEmpty()) {
            return master.execute(from, address, step, -1);
        }
        FarReplica replica =
                replicas.get(replicas.size() == 1 ? 0 : world.choices().pick(replicas.size()));
        return replica.read(address, step, from.wire().number());
    }

    /** Returns the slots that there are, the oldest first. */
    public List<Address> addresses() {
        return master.addresses();
    }

    /**
     * Forgets a slot for want of memory.
     *
     * @param address the slot
     * @param young how old a change is that no longer matters
     * @return whether a younger change has been forgotten with it
     */
    public boolean evict(Address address, Duration young) {
        return master.evict(address, young.toNanos());
    }

    /**
     * Starts again, empty.
     *
     * @param pause how long nobody answers
     */
    public void restart(Duration pause) {
        stop();
        restoredIn = 0;
        FarServer next = life(master.clock(), new LinkedHashMap<>());
        takeOver(next, pause);
    }

    /**
     * Starts again with what it held at an earlier moment.
     *
     * @param part which part of all that was ever written it has, in hundredths
     * @param pause how long nobody answers
     */
    public void restore(int part, Duration pause) {
        stop();
        Map<Address, Stored> slots = new LinkedHashMap<>();
        for (Written one : writings.subList(0, writings.size() * part / 100)) {
            if (one.stored() == null) {
                slots.remove(one.address());
            } else {
                slots.put(one.address(), one.stored());
            }
        }
        replicas.replaceAll(old -> new FarReplica(world, old.clock(), lagNanos));
        slots.forEach(this::replicate);
        restoredIn = lives + 1;
        takeOver(life(master.clock(), slots), pause);
    }

    /**
     * Lets a replica take over, perhaps without the last writes.
     *
     * @param pause how long nobody answers
     */
    public void failOver(Duration pause) {
        stop();
        if (replicas.isEmpty()) {
            takeOver(life(master.clock(), new LinkedHashMap<>()), pause);
            return;
        }
        FarReplica promoted =
                replicas.remove(replicas.size() == 1 ? 0 : world.choices().pick(replicas.size()));
        FarReplica fresh = new FarReplica(world, clock(), lagNanos);
        Map<Address, Stored> slots = promoted.promoted();
        replicas.replaceAll(old -> new FarReplica(world, old.clock(), lagNanos));
        replicas.add(fresh);
        slots.forEach(this::replicate);
        takeOver(life(promoted.clock(), slots), pause);
    }

    private void stop() {
        master.stop();
        nodes.forEach(Client::breakConnection);
    }

    private void takeOver(FarServer next, Duration pause) {
        int life = ++lives;
        next.isLife(life, restoredIn);
        Event unused = world.after(pause.toNanos(), () -> {
            if (life == lives) {
                master = next;
                master.room(room);
                master.pushes(pushTimes);
            }
        });
    }

    /** Leaves so much room on the server, whoever it is. */
    public void room(Room left) {
        room = left;
        master.room(left);
    }

    /** Pushes everything so many times. */
    public void pushes(int times) {
        pushTimes = times;
        master.pushes(times);
    }

    /** Sets how far behind the replicas are. */
    public void lag(Duration lag) {
        replicas.forEach(replica -> replica.lag(lag.toNanos()));
    }

    /** Cuts the replicas off from their master, which they do not notice, or lets them follow again. */
    public void cutOffReplicas(boolean off) {
        replicas.forEach(replica -> replica.cutOff(off));
    }

    /** Ends everything that is wrong with the servers and the ways to them. */
    public void heal() {
        room(Room.ENOUGH);
        pushes(1);
        cutOffReplicas(false);
        nodes.forEach(Client::heal);
    }
}
