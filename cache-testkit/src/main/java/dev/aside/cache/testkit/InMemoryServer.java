package dev.aside.cache.testkit;

import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.Codecs;
import dev.aside.cache.spi.DecodedSlot;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.Execution.Kept;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

    private final StoreKind kind;
    private final UnaryOperator<SlotKey> placing;
    private final ConcurrentMap<Address, Kept> slots = new ConcurrentHashMap<>();
    private final List<InMemoryBackend> nodes = new CopyOnWriteArrayList<>();
    private final List<InMemoryStore> stores = new CopyOnWriteArrayList<>();
    private final FaultScript faults = new FaultScript(this);

    /** What the replica has, from the moment on at which it stopped to follow. */
    private volatile @Nullable Map<Address, Kept> replica;

    /** Steps share it; whoever ends one life of the server and begins another has it alone. */
    private final ReadWriteLock life = new ReentrantReadWriteLock();

    /** The latest time that a node has told. */
    private volatile long latestMillis;

    /** How often it has come back with what it had before. */
    private long restarts;

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
        this.kind = kind;
        this.placing = placing;
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
        alone(() -> {
            slots.clear();
            begunAgain(0);
        });
    }

    /**
     * Writes down what there is, as a server does that keeps its memory on a disk.
     *
     * @return what there is, for {@link #restart(Dump)}
     * @throws IllegalStateException if the server is like Memcached, which keeps nothing
     */
    public Dump dump() {
        requireDumps();
        AtomicReference<Dump> dump = new AtomicReference<>();
        alone(() -> dump.set(new Dump(Map.copyOf(slots))));
        return Objects.requireNonNull(dump.get());
    }

    /**
     * Comes back with what there was when a dump was made, and drops every node's connection: whatever was changed since is as
     * it was before. Every node is told, and that what is there may be older than anybody remembers.
     *
     * @param dump what was there
     * @throws IllegalStateException if the server is like Memcached, which keeps nothing
     */
    public void restart(Dump dump) {
        requireDumps();
        alone(() -> {
            slots.clear();
            slots.putAll(dump.slots);
            begunAgain(++restarts);
        });
    }

    void requireDumps() {
        if (!kind.hasReplica()) {
            throw new IllegalStateException("a server like Memcached keeps nothing; it can be restarted");
        }
    }

    /**
     * Stops the replica from following: it keeps what the server has now, and {@link #failover()} brings that back.
     *
     * @throws IllegalStateException if the server is like Memcached, which has no replica
     */
    public void stopReplication() {
        requireReplica();
        alone(() -> replica = Map.copyOf(slots));
    }

    /**
     * Replaces the server by its replica, and drops every node's connection. Everything is there if replication was never
     * {@linkplain #stopReplication() stopped}; otherwise what was changed since is lost, acknowledged or not. Replication
     * goes on afterwards.
     *
     * @throws IllegalStateException if the server is like Memcached, which has no replica
     */
    public void failover() {
        requireReplica();
        alone(() -> {
            Map<Address, Kept> promoted = replica;
            if (promoted != null) {
                slots.clear();
                slots.putAll(promoted);
                replica = null;
            }
            begunAgain(0);
        });
    }

    void requireReplica() {
        if (!kind.hasReplica()) {
            throw new IllegalStateException("a server like Memcached has no replica; it can be restarted");
        }
    }

    private void begunAgain(long life) {
        nodes.forEach(node -> node.serverIsAnother(life));
    }

    /** Does something while no step is being done. */
    void alone(Runnable action) {
        Lock exclusive = life.writeLock();
        exclusive.lock();
        try {
            action.run();
        } finally {
            exclusive.unlock();
        }
    }

    /**
     * Forgets some slots before their time, as a server does that is short of memory. The nodes that read them are told.
     *
     * @param which says of a slot's name whether it goes
     * @return how many went
     */
    public int evict(Predicate<SlotKey> which) {
        return evict((cacheName, key) -> which.test(key));
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
        SlotKey slot = entrySlot(key);
        return evict((name, candidate) -> name.equals(cacheName) && candidate.equals(slot)) > 0;
    }

    private static <K> SlotKey entrySlot(K key) {
        @SuppressWarnings("unchecked") // the class of a K is a class of K
        Codec<K> codec = Codecs.forKey((Class<K>) key.getClass());
        return SlotKey.ofBytes(SlotKey.Kind.ENTRY, codec.encode(key));
    }

    private int evict(BiPredicate<String, SlotKey> which) {
        int evicted = 0;
        for (Address address : slots.keySet()) {
            if (which.test(address.cacheName(), address.key()) && slots.remove(address) != null) {
                changed(address, null, false);
                evicted++;
            }
        }
        return evicted;
    }

    /**
     * Returns how many slots are kept, including those that nobody has touched since their life ended.
     *
     * @return the count
     */
    public int size() {
        return slots.size();
    }

    StoreKind kind() {
        return kind;
    }

    List<InMemoryBackend> nodes() {
        return nodes;
    }

    /** Returns what is kept and alive by the latest time that a node has told. */
    List<Slot> alive() {
        long now = nowMillis();
        return slots.entrySet().stream()
                .filter(entry -> now < entry.getValue().untilMillis())
                .map(entry ->
                        SlotFormat.decode(entry.getKey().key(), entry.getValue().bytes()))
                .filter(DecodedSlot.Whole.class::isInstance)
                .map(decoded -> ((DecodedSlot.Whole) decoded).slot())
                .toList();
    }

    long nowMillis() {
        return stores.stream().mapToLong(InMemoryStore::timeMillis).reduce(latestMillis, Math::max);
    }

    void attach(InMemoryBackend node) {
        nodes.add(node);
    }

    void detach(InMemoryBackend node) {
        nodes.remove(node);
    }

    void attach(InMemoryStore store) {
        stores.add(store);
    }

    void detach(InMemoryStore store) {
        latestMillis = nowMillis();
        stores.remove(store);
    }

    /** Executes one step for a store. A slot that cannot be written down stays as it was, and the step throws. */
    StepReply apply(InMemoryStore store, SlotStep step, SlotRules rules) {
        Address address = new Address(store.cacheName(), placing.apply(step.key()));
        Execution execution = execute(store, step, rules, address);
        if (execution.changed()) {
            changed(address, store, step instanceof SlotStep.Token);
        }
        return execution.reply();
    }

    /** The epoch is of the life that the step is done in: taken before it, a right from the life before would count. */
    private Execution execute(InMemoryStore store, SlotStep step, SlotRules rules, Address address) {
        Lock shared = life.readLock();
        shared.lock();
        try {
            Execution execution = new Execution(store, step, rules, kind, store.timeMillis(), store.epoch());
            slots.compute(address, (place, kept) -> execution.on(kept));
            return execution;
        } finally {
            shared.unlock();
        }
    }

    /**
     * A push goes to each node that read the slot since its last push, but not to the one that made the change. Who has
     * made a token has also read it, and stays registered.
     */
    private void changed(Address address, @Nullable InMemoryStore author, boolean authorHasRead) {
        for (InMemoryStore store : stores) {
            boolean stays = authorHasRead && store == author;
            if (!stays && store.cacheName().equals(address.cacheName())) {
                store.pushes().changed(address.key(), store != author);
            }
        }
    }

    private record Address(String cacheName, SlotKey key) {}

    /** What a server held at one moment. Immutable. */
    public static final class Dump {
        private final Map<Address, Kept> slots;

        private Dump(Map<Address, Kept> slots) {
            this.slots = slots;
        }
    }
}
