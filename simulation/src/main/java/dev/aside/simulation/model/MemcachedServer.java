package dev.aside.simulation.model;

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

    private final ServerClock clock;
    private final Map<Address, Item> items = new LinkedHashMap<>();
    private long lastCas;
    private long evictions;
    private boolean up = true;

    MemcachedServer(ServerClock clock) {
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
        return List.copyOf(items.keySet());
    }

    @Nullable
    Item get(Address address) {
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
        items.put(address, new Item(bytes, ++lastCas, second() + seconds, changedNanos));
        return true;
    }

    /** Forgets a slot for want of memory. Returns when a change had last touched it, or a negative number. */
    long evict(Address address) {
        Item item = items.remove(address);
        if (item == null) {
            return Stored.NEVER;
        }
        evictions++;
        return item.changedNanos();
    }
}
