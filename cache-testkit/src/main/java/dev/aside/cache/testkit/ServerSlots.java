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
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a server keeps, one life after another, and who is connected to it. */
final class ServerSlots {

    private final StoreKind kind;
    private final UnaryOperator<SlotKey> placing;
    private final ConcurrentMap<Address, Kept> slots = new ConcurrentHashMap<>();
    private final List<LongConsumer> nodes = new CopyOnWriteArrayList<>();
    private final List<Client> clients = new CopyOnWriteArrayList<>();

    /** What the replica has, from the moment on at which it stopped to follow. */
    private volatile @Nullable Map<Address, Kept> replica;

    /** Steps share it; whoever ends one life of the server and begins another has it alone. */
    private final ReadWriteLock life = new ReentrantReadWriteLock();

    /** The latest time that a node has told. */
    private volatile long latestMillis;

    /** How often it has come back with what it had before. */
    private long restarts;

    ServerSlots(StoreKind kind, UnaryOperator<SlotKey> placing) {
        this.kind = kind;
        this.placing = placing;
    }

    StoreKind kind() {
        return kind;
    }

    int size() {
        return slots.size();
    }

    /** Begins a life with nothing. */
    void restart() {
        alone(() -> {
            slots.clear();
            begunAgain(0);
        });
    }

    ServerDump dump() {
        requireDumps();
        AtomicReference<ServerDump> dump = new AtomicReference<>();
        alone(() -> dump.set(new ServerDump(slots)));
        return Objects.requireNonNull(dump.get());
    }

    /** Begins a life with what there was when a dump was made. */
    void restart(ServerDump dump) {
        requireDumps();
        alone(() -> {
            slots.clear();
            slots.putAll(dump.slots());
            begunAgain(++restarts);
        });
    }

    void requireDumps() {
        if (!kind.hasReplica()) {
            throw new IllegalStateException("a server like Memcached keeps nothing; it can be restarted");
        }
    }

    void stopReplication() {
        requireReplica();
        alone(() -> replica = Map.copyOf(slots));
    }

    void failover() {
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
        nodes.forEach(node -> node.accept(life));
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

    int evict(Predicate<SlotKey> which) {
        return evict((cacheName, key) -> which.test(key));
    }

    <K> boolean evict(String cacheName, K key) {
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
        if (evicted > 0) {
            clients.forEach(Client::evicted);
        }
        return evicted;
    }

    /** Loses every node's feed, which begins again at once. */
    void cutFeeds() {
        clients.forEach(client -> client.pushes().reconnected());
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
        return clients.stream().mapToLong(Client::timeMillis).reduce(latestMillis, Math::max);
    }

    /** Tells a node of each new life: the number of one that begins with what there was before, or zero. */
    void attach(LongConsumer node) {
        nodes.add(node);
    }

    void detach(LongConsumer node) {
        nodes.remove(node);
    }

    void attach(Client client) {
        clients.add(client);
    }

    void detach(Client client) {
        latestMillis = nowMillis();
        clients.remove(client);
    }

    /** Executes one step for a store. A slot that cannot be written down stays as it was, and the step throws. */
    StepReply apply(Client client, SlotStep step, SlotRules rules) {
        Address address = new Address(client.cacheName(), placing.apply(step.key()));
        Execution execution = execute(client, step, rules, address);
        if (execution.changed()) {
            changed(address, client, step instanceof SlotStep.Token);
        }
        return execution.reply();
    }

    /** The epoch is of the life that the step is done in: taken before it, a right from the life before would count. */
    private Execution execute(Client client, SlotStep step, SlotRules rules, Address address) {
        Lock shared = life.readLock();
        shared.lock();
        try {
            Execution execution = new Execution(client, step, rules, kind, client.timeMillis(), client.epoch());
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
    private void changed(Address address, @Nullable Client author, boolean authorHasRead) {
        for (Client client : clients) {
            boolean stays = authorHasRead && client == author;
            if (!stays && client.cacheName().equals(address.cacheName())) {
                client.pushes().changed(address.key(), client != author);
            }
        }
    }
}
