package dev.aside.cache.testkit;

import dev.aside.cache.spi.SlotKey;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A cache server that is a map in this process: the far store of every {@link InMemoryBackend} attached to it. It holds
 * bytes, as a real one does, forgets a slot when its physical life is over, and tells the other nodes what one has changed.
 *
 * <p>It is {@linkplain #redis() like Redis} or {@linkplain #memcached() like Memcached}:
 *
 * <table>
 * <caption>What the two do</caption>
 * <tr><th></th><th>like Redis</th><th>like Memcached</th></tr>
 * <tr><td>modes</td><td>all</td><td>all but STRICT</td></tr>
 * <tr><td>feed of changes</td><td>yes</td><td>none</td></tr>
 * <tr><td>lives</td><td>to the millisecond</td><td>in whole seconds, one to two longer than asked</td></tr>
 * <tr><td>largest slot</td><td>512 MiB</td><td>1 MiB; a larger value is refused, and its slot ends as a fence</td></tr>
 * <tr><td>replica</td><td>one, see {@link #failover()}</td><td>none</td></tr>
 * </table>
 *
 * <p>All nodes must tell the time alike, which they do if their runtimes come from one {@link ManualTime}.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. No method blocks, but that pushes are delivered on the thread that
 * causes them.
 */
public final class InMemoryServer {

    private final ServerSlots slots;
    private final FaultScript faults;

    /** Creates an empty server like Redis. */
    public InMemoryServer() {
        this(StoreKind.REDIS, UnaryOperator.identity());
    }

    /**
     * Creates an empty server that keeps some slots in one place, as a backend does that hashes long keys when two of them
     * have one hash. Its pushes name the place.
     *
     * @param placing the place of a slot, by the name of one that is kept there
     */
    public InMemoryServer(UnaryOperator<SlotKey> placing) {
        this(StoreKind.REDIS, placing);
    }

    private InMemoryServer(StoreKind kind, UnaryOperator<SlotKey> placing) {
        this.slots = new ServerSlots(kind, placing);
        this.faults = new FaultScript(slots, slots::cutFeeds);
        Born.note(this);
    }

    /**
     * Creates an empty server like Redis: with a feed, and for every mode.
     *
     * @return the server
     */
    public static InMemoryServer redis() {
        return new InMemoryServer();
    }

    /**
     * Creates an empty server like Memcached: without a feed, with lives of whole seconds, and not for STRICT.
     *
     * @return the server
     */
    public static InMemoryServer memcached() {
        return new InMemoryServer(StoreKind.MEMCACHED, UnaryOperator.identity());
    }

    /**
     * Returns the script of what goes wrong, for the batches of every node. A node's own script comes first.
     *
     * @return always the same script, which begins empty
     */
    public FaultScript faults() {
        return faults;
    }

    /**
     * Forgets everything, and drops every node's connection, as a server does that was killed and came back. Every node is
     * told before anybody has an answer of the new life; one that cannot reach the server, when it can again.
     */
    public void restart() {
        slots.restart();
    }

    /**
     * Writes down what there is, as a server does that keeps its memory on a disk.
     *
     * @return what there is, for {@link #restart(ServerDump)}
     * @throws IllegalStateException if the server is like Memcached, which keeps nothing
     */
    public ServerDump dump() {
        return slots.dump();
    }

    /**
     * Comes back with what there was when a dump was made, and drops every node's connection: whatever was changed since is as
     * it was before. Every node is told, and that what is there may be older than anybody remembers.
     *
     * @param dump what was there
     * @throws IllegalStateException if the server is like Memcached, which keeps nothing
     */
    public void restart(ServerDump dump) {
        slots.restart(dump);
    }

    /**
     * Stops the replica from following: it keeps what the server has now, and {@link #failover()} brings that back.
     *
     * @throws IllegalStateException if the server is like Memcached, which has no replica
     */
    public void stopReplication() {
        slots.stopReplication();
    }

    /**
     * Replaces the server by its replica, and drops every node's connection. Everything is there if replication was never
     * {@linkplain #stopReplication() stopped}; otherwise what was changed since is lost, acknowledged or not. Replication
     * goes on afterwards.
     *
     * @throws IllegalStateException if the server is like Memcached, which has no replica
     */
    public void failover() {
        slots.failover();
    }

    /**
     * Forgets some slots before their time, as a server does that is short of memory. The nodes that read them are told.
     *
     * @param which says of a slot's name whether it goes
     * @return how many went
     */
    public int evict(Predicate<SlotKey> which) {
        return slots.evict(which);
    }

    /**
     * Forgets one entry before its time.
     *
     * @param <K> the type of the key
     * @param cacheName the name of the cache
     * @param key a key of a type that has a built-in codec; where a cache has a {@code keyCodec} of its own, use {@link
     *     #evict(Predicate)}
     * @return whether it was there
     * @throws dev.aside.cache.codec.CodecException if there is no built-in codec for the key's class
     */
    public <K> boolean evict(String cacheName, K key) {
        return slots.evict(cacheName, key);
    }

    /**
     * Returns how many slots are kept, including those that nobody has touched since their life ended.
     *
     * @return the count
     */
    public int size() {
        return slots.size();
    }

    ServerSlots slots() {
        return slots;
    }
}
