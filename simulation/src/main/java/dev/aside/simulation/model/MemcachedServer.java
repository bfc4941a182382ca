package dev.aside.simulation.model;

import dev.aside.simulation.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One life of a server like Memcached: bytes with a number that changes whenever they do, and lives in whole seconds. */
final class MemcachedServer implements Life {
    static final long NO_CAS = 0;
    private static final long SECOND = 1_000;

    /**
     * What it holds of a slot.
     *
     * @param bytes the slot
     * @param cas the number of the last set
     * @param untilSecond when it is forgotten
     * @param changedNanos when a change last touched it, by true time
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
    record Item(byte[] bytes, long cas, long untilSecond, long changedNanos) {}

    private final World world;
    private final ServerClock clock;
    /** How often each slot has been set: what tells one set of the same bytes from the other. */
    private final Map<Address, Integer> sets = new HashMap<>();

    private final Map<Address, Item> items = new LinkedHashMap<>();
    private long lastCas;
    private long evictions;
    private boolean up = true;

    MemcachedServer(World world, ServerClock clock) {
        this.world = world;
        this.clock = clock;
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public ServerClock clock() {
        return clock;
    }

    void stop() {
        up = false;
    }

    long evictions() {
        return evictions;
    }

    List<Address> addresses() {
        List<Address> all = new ArrayList<>(items.keySet());
        if (world.isFree()) {
            all.sort(Comparator.comparing(Address::name));
            all.forEach(address -> world.looked(address.name()));
        }
        return all;
    }

    @Nullable
    Item get(Address address) {
        if (world.isFree()) {
            world.looked(address.name());
        }
        Item item = items.get(address);
        return item != null && second() < item.untilSecond() ? item : null;
    }

    private long second() {
        return clock.millis() / SECOND;
    }

    /** Sets a slot if it is absent. */
    boolean add(Address address, byte[] bytes, long seconds, long changedNanos) {
        return get(address) == null && set(address, bytes, seconds, changedNanos);
    }

    /** Sets a slot if it was not set since the number was read. */
    boolean cas(Address address, long cas, byte[] bytes, long seconds, long changedNanos) {
        Item item = get(address);
        return item != null && item.cas() == cas && set(address, bytes, seconds, changedNanos);
    }

    /** Sets a slot whatever it holds. */
    boolean set(Address address, byte[] bytes, long seconds, long changedNanos) {
        int times = sets.merge(address, 1, Integer::sum);
        items.put(address, new Item(bytes, ++lastCas, second() + seconds, changedNanos));
        if (world.isFree()) {
            world.changed(address.name(), Arrays.hashCode(bytes) * 31L + times);
        }
        return true;
    }

    /** Forgets a slot for want of memory. Returns when a change had last touched it, or a negative number. */
    long evict(Address address) {
        Item item = items.remove(address);
        if (item == null) {
            return Stored.NEVER;
        }
        evictions++;
        world.looked(address.name());
        world.changed(address.name(), 0);
        return item.changedNanos();
    }
}
